package io.huidu.shifter.rollout;

import io.huidu.events.AnalysisRequested;
import io.huidu.events.DataState;
import io.huidu.events.Judgement;
import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** An analyzer that knows the truth, comes to its verdicts at random times, and repeats them. */
final class SimulatedAnalyzer {

    private final Random random;
    private final List<Judgement> said = new ArrayList<>();
    private final Set<String> badReleases = new HashSet<>();
    private final Set<String> promoted = new HashSet<>();
    private Optional<AnalysisRequested> request = Optional.empty();

    boolean alive = true;
    boolean prometheusUp = true;

    /** Whether versions on trial are worse than they should be. */
    boolean harm;

    SimulatedAnalyzer(Random random) {
        this.random = random;
    }

    void request(AnalysisRequested newRequest) {
        request = Optional.of(newRequest);
    }

    /** From now on, the version on trial is known to be worse. */
    void condemn() {
        request.map(AnalysisRequested::releaseId).ifPresent(badReleases::add);
    }

    void tombstone() {
        request = Optional.empty();
    }

    /** What it says after an interval; its data end up to half a minute before now. */
    Optional<Judgement> look(Instant now, Duration interval, boolean kafkaUp) {
        if (!alive || !kafkaUp || request.isEmpty()) {
            return Optional.empty();
        }
        Instant end = now.minusSeconds(random.nextInt(30));
        Judgement judgement = judge(request.get(), end.minus(interval), end);
        said.add(judgement);
        return Optional.of(judgement);
    }

    private Judgement judge(AnalysisRequested asked, Instant start, Instant end) {
        if (!prometheusUp) {
            return judgement(asked, start, end, standing(asked), DataState.PROMETHEUS_UNREACHABLE);
        }
        if (harm && random.nextInt(4) == 0) {
            badReleases.add(asked.releaseId());
        }
        if (random.nextInt(3) == 0) {
            promoted.add(asked.requestId());
        }
        return judgement(asked, start, end, standing(asked), randomData());
    }

    private DataState randomData() {
        return random.nextInt(20) == 0 ? DataState.NO_TRAFFIC : DataState.EXACT;
    }

    private Verdict standing(AnalysisRequested asked) {
        if (badReleases.contains(asked.releaseId())) {
            return Verdict.ROLL_BACK;
        }
        return promoted.contains(asked.requestId()) ? Verdict.PROMOTE : Verdict.CONTINUE;
    }

    /** Something that was said before, as a redelivery brings it. */
    Optional<Judgement> saidBefore() {
        return said.isEmpty() ? Optional.empty() : Optional.of(said.get(random.nextInt(said.size())));
    }

    /** Something that answers no request of this resource's present release. */
    Optional<Judgement> foreign(Instant now) {
        return saidBefore()
                .map(j -> new Judgement(
                        j.release(),
                        j.releaseId() + "0",
                        j.requestId() + "0",
                        j.step(),
                        j.interval(),
                        now.minusSeconds(15),
                        now,
                        SimulatedWorld.any(random, Verdict.class),
                        Reason.NOT_INFERIOR,
                        "of another release",
                        DataState.EXACT,
                        List.of(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static Judgement judgement(
            AnalysisRequested asked, Instant start, Instant end, Verdict verdict, DataState data) {
        Reason reason = switch (verdict) {
            case PROMOTE -> Reason.NOT_INFERIOR;
            case ROLL_BACK -> Reason.ERRORS_REGRESSED;
            case CONTINUE -> Reason.NOT_ENOUGH_EVIDENCE;
        };
        return new Judgement(
                asked.release(),
                asked.releaseId(),
                asked.requestId(),
                asked.current().step(),
                0,
                start,
                end,
                verdict,
                reason,
                "said of " + asked.requestId(),
                data,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }
}
