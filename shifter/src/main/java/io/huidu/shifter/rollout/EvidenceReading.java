package io.huidu.shifter.rollout;

import io.huidu.events.Judgement;
import io.huidu.events.Reason;
import io.huidu.shifter.rollout.AnalysisSettings.OnInconclusive;
import io.huidu.shifter.rollout.Held.Kind;
import io.huidu.shifter.rollout.Observation.Kafka;
import io.huidu.shifter.rollout.Safety.OnNoData;
import io.huidu.shifter.rollout.Situation.Running;
import io.huidu.shifter.rollout.Wish.Ask;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads what the evidence says of a release whose route is as asked and that nothing is in the way of. The first row
 * that fits is the case.
 */
record EvidenceReading(Case given, Release release, ReleaseSpec spec) {

    Running situation() {
        if (!Requests.fingerprint(spec, release.reached())
                .equals(release.request().settings())) {
            return new Running.Outdated(spec);
        }
        return silence().orElseGet(() -> answer().map(this::judged).orElseGet(this::notJudgedYet));
    }

    // Silence

    private Optional<Running> silence() {
        return quiet().map(o -> release.heldSince(Kind.SILENCE, o.reason())
                .filter(since -> passed(since, spec.safety().noDataDeadline()))
                .filter(since -> spec.safety().onNoData() == OnNoData.ROLL_BACK)
                .<Running>map(since -> new Running.Ends(
                        Outcome.ROLLED_BACK,
                        Reason.NO_DATA_DEADLINE,
                        "no usable data since %s: %s".formatted(since, o.message())))
                .orElseGet(() -> new Running.Kept(Kind.SILENCE, o.reason(), o.message())));
    }

    private Optional<Obstacle> quiet() {
        return switch (given.seen().kafka()) {
            case Kafka.Unreachable(Instant since) ->
                Optional.of(new Obstacle(Reason.KAFKA_UNREACHABLE, "no verdict can arrive since " + since));
            case Kafka.Reachable(Instant since) -> analyzerSilent(since).or(this::noUsableData);
        };
    }

    private Optional<Obstacle> analyzerSilent(Instant listeningSince) {
        Instant entered = release.exposures().getLast().from();
        Instant last = heardOfThis().map(Heard::at).orElse(later(entered, listeningSince));
        return passed(last, analysis().patience())
                ? Optional.of(new Obstacle(
                        Reason.ANALYZER_SILENT,
                        "no analyzer has spoken of %s since %s"
                                .formatted(release.request().id(), last)))
                : Optional.empty();
    }

    private Optional<Obstacle> noUsableData() {
        return heardOfThis().map(Heard::judgement).flatMap(j -> switch (j.data()) {
            case EXACT, ESTIMATED, WARMING_UP -> Optional.empty();
            case NO_TRAFFIC -> Optional.of(new Obstacle(Reason.NO_TRAFFIC, j.message()));
            case NO_CANARY_TRAFFIC -> Optional.of(new Obstacle(Reason.NO_CANARY_TRAFFIC, j.message()));
            case NO_DATA -> Optional.of(new Obstacle(Reason.NO_DATA, j.message()));
            case PROMETHEUS_UNREACHABLE -> Optional.of(new Obstacle(Reason.PROMETHEUS_UNREACHABLE, j.message()));
        });
    }

    // Verdicts

    /** What was heard of exactly what is asked now. */
    private Optional<Heard> heardOfThis() {
        return given.heard()
                .filter(h -> h.judgement().requestId().equals(release.request().id()));
    }

    /** The same, if it still stands and rests on data later than the step's beginning. */
    private Optional<Judgement> answer() {
        return given.standing(release.request().id())
                .filter(j -> j.windowEnd().isAfter(release.exposures().getLast().from()));
    }

    private Running judged(Judgement judgement) {
        return switch (judgement.verdict()) {
            case PROMOTE -> mayRise(judgement);
            case CONTINUE -> overdue() ? inconclusive(judgement) : undecided(judgement);
            case ROLL_BACK -> new Running.Ends(Outcome.ROLLED_BACK, judgement.knownReason(), judgement.message());
        };
    }

    private Running notJudgedYet() {
        String message = "waits for the first verdict on " + release.request().id();
        return overdue() ? withoutVerdict(message) : new Running.Undecided(Reason.ANALYZING, message);
    }

    private static Running undecided(Judgement judgement) {
        return new Running.Undecided(judgement.knownReason(), judgement.message());
    }

    private Running inconclusive(Judgement judgement) {
        return analysis().onInconclusive() == OnInconclusive.PROMOTE
                ? mayRise(judgement)
                : withoutVerdict(judgement.message());
    }

    /** Nothing is promoted that was never judged: then to promote is to hold. */
    private Running withoutVerdict(String why) {
        String message = "no verdict since %s: %s".formatted(release.progressSince(), why);
        return switch (analysis().onInconclusive()) {
            case HOLD, PROMOTE -> new Running.Kept(Kind.INCONCLUSIVE, Reason.PROGRESS_DEADLINE, message);
            case ROLL_BACK -> new Running.Ends(Outcome.ROLLED_BACK, Reason.PROGRESS_DEADLINE, message);
        };
    }

    private Running mayRise(Judgement judgement) {
        Stage next = spec.next(release.reached()).orElseThrow();
        boolean recorded = release.isRising() && release.target().equals(next);
        return awaited()
                .<Running>map(waits -> waits)
                .orElseGet(() -> recorded ? new Running.Cleared() : new Running.Promoted(next, judgement));
    }

    /** Whom the end of the step waits for. */
    private Optional<Running.Kept> awaited() {
        return spec.current(release.reached()).flatMap(this::awaited);
    }

    private Optional<Running.Kept> awaited(Step step) {
        String id = release.request().id();
        return switch (step.exit()) {
            case ON_VERDICT -> Optional.empty();
            case ON_APPROVAL ->
                isAsked(Ask.APPROVE)
                        ? Optional.empty()
                        : Optional.of(new Running.Kept(
                                Kind.PAUSE,
                                Reason.AWAITING_APPROVAL,
                                "the step ends when the annotation huidu.io/approve is " + id));
            case ON_RESUME ->
                isResumed(step)
                        ? Optional.empty()
                        : Optional.of(new Running.Kept(
                                Kind.PAUSE,
                                Reason.AWAITING_RESUME,
                                "the step ends when the annotation huidu.io/resume is " + id));
        };
    }

    private boolean isResumed(Step step) {
        return isAsked(Ask.RESUME)
                || release.isRising()
                || step.pause()
                        .flatMap(pause -> release.heldSince(Kind.PAUSE, Reason.AWAITING_RESUME)
                                .filter(since -> passed(since, pause)))
                        .isPresent();
    }

    private boolean isAsked(Ask ask) {
        return given.resource().wishes().of(ask, release.request().id()).isPresent();
    }

    private AnalysisSettings analysis() {
        return spec.analysis(release.reached());
    }

    // Time

    private boolean overdue() {
        return passed(release.progressSince(given.now()), spec.safety().progressDeadline());
    }

    private boolean passed(Instant since, Duration deadline) {
        return Duration.between(since, given.now()).compareTo(deadline) >= 0;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
