package io.huidu.analyzer.analysis;

import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.analyzer.counting.Grid;
import io.huidu.analyzer.counting.Ledger;
import io.huidu.analyzer.counting.Strata;
import io.huidu.analyzer.counting.Window;
import io.huidu.analyzer.verdict.Findings;
import io.huidu.analyzer.verdict.Judge;
import io.huidu.analyzer.verdict.RestingJudge;
import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.DataState;
import io.huidu.events.Exposure;
import io.huidu.events.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The evidence of one release, from its first exposure on, across its steps. It is made of the request and the samples
 * alone: one that is begun later reads the past and arrives at the same. Until it has, there is evidence of the last
 * intervals, which decides nothing.
 *
 * <p>Not safe for use by several threads.
 */
final class Trial {

    /** How far before the release the samples are sought from which counting starts. */
    private static final Duration LOOKBACK = Duration.ofMinutes(5);

    /** The same for the last intervals; most targets are scraped that often. */
    private static final Duration SHORT_LOOKBACK = Duration.ofMinutes(1);

    /** Enough to see great harm in, and soon read. */
    private static final int LAST_INTERVALS = 8;

    /** How much is read in one go when there is much to catch up with. */
    private static final Duration PIECE = Duration.ofMinutes(10);

    /** How long before the release the baseline shows what its traffic is like. */
    private static final Duration HISTORY = Duration.ofHours(1);

    /** Aggregates and the past show no late scrapes, so they get time to come in. */
    private static final Duration SETTLING = Duration.ofSeconds(15);

    private final Reach reach;
    private final Ledger ledger;
    private final Strata strata;
    private final Silence silence = new Silence();
    private final Recording recording;
    private AnalysisRequested request;
    private final RestingJudge judge;
    private boolean estimating;
    private int seriesSeen;
    private boolean seesHarm;

    /** Windows that are counted and not looked at yet, since queries failed to tell their numbers. */
    private final List<CountedWindow> waiting = new ArrayList<>();

    private Optional<Look> last = Optional.empty();
    private Optional<Look> rollback = Optional.empty();

    Trial(
            AnalysisRequested request,
            List<VersionSample> baselineBefore,
            BiFunction<AnalysisPlan, List<VersionSample>, Judge> judges,
            Recording recording) {
        this(request, gridOf(request), Reach.WHOLE, baselineBefore, judges, recording);
    }

    private Trial(
            AnalysisRequested request,
            Grid grid,
            Reach reach,
            List<VersionSample> baselineBefore,
            BiFunction<AnalysisPlan, List<VersionSample>, Judge> judges,
            Recording recording) {
        this.reach = reach;
        this.request = inMillis(request);
        this.strata = new Strata(baselineBefore);
        this.judge = new RestingJudge(judges.apply(
                request.plan(), baselineBefore.stream().map(strata::bounded).toList()));
        this.recording = recording;
        this.ledger = new Ledger(grid);
    }

    /**
     * The last intervals of a release alone, as if it had begun with them: without the time before, nothing is known of
     * how noisy its traffic is, so that it decides nothing.
     */
    static Trial lately(AnalysisRequested request, Instant now) {
        Grid all = gridOf(request);
        long ended = all.lastEndedBy(now).map(window -> window.index() + 1).orElse(0L);
        Grid last = new Grid(all.window(Math.max(0, ended - LAST_INTERVALS)).start(), all.interval());
        return new Trial(request, last, Reach.LATELY, List.of(), Judge::of, Recording.NONE);
    }

    static Trial begin(AnalysisRequested request, Measurements measurements, Recorder recorder)
            throws MeasurementException {
        Grid grid = gridOf(request);
        List<VersionSample> baselineBefore = measurements.baselineBefore(
                Comparison.of(request), grid.origin().minus(SETTLING), HISTORY, grid.interval());
        return new Trial(request, baselineBefore, Judge::of, recorder.begin(request, baselineBefore));
    }

    static Grid gridOf(AnalysisRequested request) {
        return new Grid(request.exposures().getFirst().from(), request.plan().interval());
    }

    /**
     * Goes on with another request about the same evidence, usually the next step.
     *
     * @return false if it asks for another comparison, or knows a step that began in a window that was looked at
     *     without knowing it; then evidence has to be built anew
     */
    boolean continueWith(AnalysisRequested asked) {
        AnalysisRequested other = inMillis(asked);
        if (!other.equals(request)) {
            if (other.requestId().equals(request.requestId()) || !isSameComparison(other) || !extendsSteps(other)) {
                return false;
            }
            request = other;
            recording.asked(other);
            last = last.map(Look::ofEarlierStep);
        }
        return true;
    }

    /**
     * Looks at every window that is complete by now.
     *
     * @return what they have shown, oldest first
     */
    List<Look> catchUp(Measurements measurements, Instant now) throws MeasurementException {
        List<Look> looks = new ArrayList<>();
        Instant from = readFrom();
        while (!estimating && from.isBefore(now)) {
            Instant to = endOfPiece(from, now);
            read(measurements, from, to, looks);
            from = to;
        }
        while (estimating && reach == Reach.WHOLE && !nextAt().isAfter(now)) {
            waiting.add(measurements.estimate(Comparison.of(request), ledger.next()));
            ledger.skip();
            lookAtWaiting(measurements, looks);
        }
        return looks;
    }

    /** What {@link #catchUp} reads first; empty where it reads no samples. */
    Optional<Question> question(Instant now) {
        Instant from = readFrom();
        return estimating || !from.isBefore(now)
                ? Optional.empty()
                : Optional.of(new Question(Comparison.of(request), from, endOfPiece(from, now), seriesSeen));
    }

    /** Whether there were too many series for exact counts. */
    boolean isEstimating() {
        return estimating;
    }

    private Instant readFrom() {
        Window next = ledger.next();
        Duration lookback = reach == Reach.WHOLE ? LOOKBACK : SHORT_LOOKBACK;
        return next.index() == 0 ? next.start().minus(lookback) : next.start();
    }

    private static Instant endOfPiece(Instant from, Instant now) {
        return from.plus(PIECE).isBefore(now) ? from.plus(PIECE) : now;
    }

    private void read(Measurements measurements, Instant from, Instant to, List<Look> looks)
            throws MeasurementException {
        switch (measurements.read(Comparison.of(request), from, to)) {
            case Reading.Samples samples -> {
                seriesSeen = samples.series().size();
                ledger.enter(samples.series());
                waiting.addAll(ledger.takeAll(to));
                lookAtWaiting(measurements, looks);
            }
            // Never back to exact counts: what the ledger has missed would be counted a second time.
            case Reading.TooManySeries tooMany -> estimating = true;
        }
    }

    private void lookAtWaiting(Measurements measurements, List<Look> looks) throws MeasurementException {
        List<CountedWindow> numbered = new QueryNumbers(request, measurements).addedTo(waiting);
        waiting.clear();
        numbered.forEach(counted -> looks.add(look(counted)));
    }

    /** When the next window can be complete. */
    Instant nextAt() {
        return estimating ? ledger.next().end().plus(SETTLING) : ledger.nextAt();
    }

    /** The last window looked at. */
    Optional<Look> last() {
        return last;
    }

    /** The first window after which the evidence asked for a rollback; it does so for the rest of the release. */
    Optional<Look> rollback() {
        return rollback;
    }

    /** Whether the evidence of the last intervals, if it were all, would ask for a rollback. */
    boolean seesHarm() {
        return seesHarm;
    }

    Reach reach() {
        return reach;
    }

    /** Takes in a window. */
    Look look(CountedWindow all) {
        CountedWindow counted = strata.bounded(all);
        Exposure exposure = exposureAt(counted.window().end());
        DataState data = dataOf(counted, exposure);
        if (isTaken(data, counted, exposure)) {
            judge.observe(counted.sample(), exposure);
        }
        Findings findings = findings();
        boolean inCurrentStep =
                exposure.equals(request.current()) && !counted.from().isBefore(exposure.from());
        Look look = new Look(counted, data, findings, inCurrentStep);
        last = Optional.of(look);
        if (rollback.isEmpty() && look.asksForRollback()) {
            rollback = last;
        }
        recording.judged(all, judgement(look));
        return look;
    }

    /** While the evidence decides nothing, nobody is told of it, but who is read first depends on it. */
    private Findings findings() {
        return switch (reach) {
            case WHOLE -> judge.judge(request.current(), request.nextWeight());
            case LATELY -> {
                seesHarm |= judge.asksForRollback(request.current(), request.nextWeight());
                yield Judgements.NOTHING_FOUND;
            }
        };
    }

    /** What a look comes to by all that is known: the same words to whoever is told and in the recording. */
    Judgement judgement(Look look) {
        return switch (reach) {
            case WHOLE -> Judgements.after(request, look, rollback);
            case LATELY -> Judgements.gathering(request, look);
        };
    }

    /** Nothing more is looked at now. */
    void rest() {
        judge.rest();
    }

    String requestId() {
        return request.requestId();
    }

    /** The step during which a window ended. */
    private Exposure exposureAt(Instant end) {
        return request.exposures().stream()
                .filter(exposure -> exposure.from().isBefore(end))
                .reduce((earlier, later) -> later)
                .orElse(request.exposures().getFirst());
    }

    private static DataState dataOf(CountedWindow counted, Exposure exposure) {
        boolean isCold = counted.from().isBefore(exposure.warmUntil());
        return isCold && counted.state() != DataState.NO_DATA ? DataState.WARMING_UP : counted.state();
    }

    /** Whether the judge is told; what it makes of a window in the warm-up is its own matter. */
    private boolean isTaken(DataState data, CountedWindow counted, Exposure exposure) {
        return switch (data) {
            case EXACT, ESTIMATED, NO_CANARY_TRAFFIC -> silence.couldBeChance(counted, exposure.weight());
            case WARMING_UP -> true;
            case NO_TRAFFIC, NO_DATA, PROMETHEUS_UNREACHABLE -> false;
        };
    }

    /** Samples and windows have whole milliseconds; a step that began a little later would miss its first window. */
    private static AnalysisRequested inMillis(AnalysisRequested request) {
        List<Exposure> exposures = request.exposures().stream()
                .map(exposure -> new Exposure(
                        exposure.step(),
                        exposure.weight(),
                        exposure.from().truncatedTo(ChronoUnit.MILLIS),
                        exposure.warmUntil().truncatedTo(ChronoUnit.MILLIS),
                        exposure.share()))
                .toList();
        return new AnalysisRequested(
                request.release(),
                request.releaseId(),
                request.requestId(),
                request.baseline(),
                request.canary(),
                exposures,
                request.nextWeight(),
                request.plan());
    }

    private boolean isSameComparison(AnalysisRequested other) {
        return other.releaseId().equals(request.releaseId())
                && Comparison.of(other).equals(Comparison.of(request))
                && other.plan().equals(request.plan());
    }

    private boolean extendsSteps(AnalysisRequested other) {
        List<Exposure> known = request.exposures();
        List<Exposure> steps = other.exposures();
        return steps.size() >= known.size()
                && steps.subList(0, known.size()).equals(known)
                && steps.subList(known.size(), steps.size()).stream()
                        .noneMatch(step -> step.from().isBefore(ledger.next().start()));
    }
}
