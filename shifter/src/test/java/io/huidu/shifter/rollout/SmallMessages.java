package io.huidu.shifter.rollout;

import io.huidu.events.DataState;
import io.huidu.events.Judgement;
import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import io.huidu.shifter.rollout.SmallWorld.Asked;
import io.huidu.shifter.rollout.SmallWorld.Onlooker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the analyzer says in the small model. Nothing is in flight: whatever it can have said so far can arrive at any
 * time, any number of times, or never. It keeps what it promises: after it has said to roll a release back it says
 * nothing else of that release, so only what it said before can still arrive.
 */
final class SmallMessages {

    private static final String OLD = "shop/a/01234567-0";

    private SmallMessages() {}

    /** What a judgement is about. */
    record About(String releaseId, String requestId) {}

    /** A message, and what the world is when it has arrived. */
    record Arrival(String text, SmallWorld after) {}

    static Judgement judgement(About about, Verdict verdict, DataState data, Instant windowEnd) {
        Reason reason = switch (verdict) {
            case PROMOTE -> Reason.NOT_INFERIOR;
            case ROLL_BACK -> Reason.ERRORS_REGRESSED;
            case CONTINUE -> Reason.NOT_ENOUGH_EVIDENCE;
        };
        return new Judgement(
                SmallWorld.KEY,
                about.releaseId(),
                about.requestId(),
                0,
                0,
                windowEnd.minusSeconds(15),
                windowEnd,
                verdict,
                reason,
                "said",
                data,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** By the names that {@link Canonical} gives. */
    static About about(SmallWorld world, Judgement j) {
        Optional<Release> ours = world.release().filter(r -> r.run().id().equals(j.releaseId()));
        if (ours.isEmpty()) {
            return new About(OLD, OLD + "/0");
        }
        String id = OLD.replace("-0", "-1");
        boolean current = ours.get().request().id().equals(j.requestId());
        return current ? new About(id, id + "/" + Canonical.step(ours.get())) : new About(id, id + "/9");
    }

    static List<Arrival> arrivals(SmallWorld world) {
        List<Arrival> arrivals = new ArrayList<>();
        if (!world.kafkaUp()) {
            return arrivals;
        }
        About old = new About(OLD, OLD + "/0");
        for (Verdict verdict : List.of(Verdict.PROMOTE, Verdict.ROLL_BACK)) {
            add(arrivals, world, judgement(old, verdict, DataState.EXACT, SmallWorld.NOW));
        }
        world.release().filter(r -> !r.exposures().isEmpty()).ifPresent(r -> ofThis(arrivals, world, r));
        return arrivals;
    }

    private static void ofThis(List<Arrival> arrivals, SmallWorld world, Release release) {
        String id = release.run().id();
        About current = new About(id, release.request().id());
        if (world.topic() == Asked.CURRENT) {
            add(arrivals, world, judgement(current, Verdict.ROLL_BACK, DataState.EXACT, SmallWorld.NOW));
        }
        if (world.onlooker().condemned().isEmpty()) {
            add(arrivals, world, judgement(current, Verdict.CONTINUE, DataState.EXACT, SmallWorld.NOW));
            add(arrivals, world, judgement(current, Verdict.PROMOTE, DataState.NO_DATA, SmallWorld.NOW));
            add(arrivals, world, judgement(new About(id, id + "/9"), Verdict.PROMOTE, DataState.EXACT, SmallWorld.NOW));
            add(arrivals, world, judgement(current, Verdict.PROMOTE, DataState.EXACT, SmallWorld.NOW));
        }
        Instant before = SmallWorld.ago(1);
        if (world.onlooker().condemned().filter(c -> !before.isBefore(c)).isEmpty()) {
            add(arrivals, world, judgement(current, Verdict.PROMOTE, DataState.EXACT, before));
        }
    }

    private static void add(List<Arrival> arrivals, SmallWorld world, Judgement judgement) {
        Heard fresh = Given.hearing(judgement, SmallWorld.NOW);
        if (world.heard().filter(known -> hides(world, known, fresh)).isEmpty()) {
            arrivals.add(new Arrival(
                    "%s on %s arrives, %d s old"
                            .formatted(
                                    judgement.verdict(),
                                    judgement.requestId(),
                                    SmallWorld.NOW.getEpochSecond()
                                            - judgement.windowEnd().getEpochSecond()),
                    heard(world, fresh)));
        }
    }

    /** As the inbox has it: what is known of the running release is only followed by later words on it. */
    private static boolean hides(SmallWorld world, Heard known, Heard fresh) {
        boolean sameRelease =
                known.judgement().releaseId().equals(fresh.judgement().releaseId());
        boolean knownIsOurs = world.release()
                .filter(r -> r.run().id().equals(known.judgement().releaseId()))
                .isPresent();
        return sameRelease ? !fresh.isNewsAfter(known) : knownIsOurs;
    }

    private static SmallWorld heard(SmallWorld world, Heard fresh) {
        Judgement j = fresh.judgement();
        Onlooker before = world.onlooker();
        boolean ours =
                world.release().filter(r -> r.run().id().equals(j.releaseId())).isPresent();
        Optional<Instant> condemned =
                ours && j.verdict() == Verdict.ROLL_BACK && before.condemned().isEmpty()
                        ? Optional.of(j.windowEnd())
                        : before.condemned();
        return world.hearing(Optional.of(fresh))
                .with(new Onlooker(Math.max(before.earned(), earned(world, j)), before.strayed(), condemned));
    }

    /** What a verdict entitles to, if it is one on exactly what is asked and on this step's data. */
    private static int earned(SmallWorld world, Judgement j) {
        return world.release()
                .filter(r -> r.request().id().equals(j.requestId()))
                .filter(r -> !r.exposures().isEmpty()
                        && j.windowEnd().isAfter(r.exposures().getLast().from()))
                .filter(r -> j.verdict() == Verdict.PROMOTE && j.data() == DataState.EXACT)
                .map(r -> 100)
                .orElse(0);
    }
}
