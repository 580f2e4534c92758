package io.huidu.analyzer.analysis;

import io.huidu.events.AnalysisJudged;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.DataState;
import io.huidu.events.EventType;
import io.huidu.events.Judgement;
import io.huidu.events.ShownNumber;
import io.huidu.events.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The analysis of one release: at each look it measures, counts, judges, and tells.
 *
 * <p>Each window is told once as {@link EventType#ANALYSIS_PROGRESSED}, or the latest where several were waiting. When
 * nothing new could be looked at for an interval, the last judgement is told again. A verdict is told once per request
 * besides; a rollback stands for the release, so every later request of the release is answered with it as well.
 *
 * <p>{@link #ask} and {@link #end} may come from any thread, {@link #look} from one at a time.
 */
final class AnalysisRun {

    private static final Logger LOG = LoggerFactory.getLogger(AnalysisRun.class);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Measurements measurements;
    private final Verdicts verdicts;
    private final Recorder recorder;
    private final AnalysisObserver observer;
    private final InstantSource clock;

    private volatile AnalysisRequested asked;
    private volatile boolean ended;

    private @Nullable Trial trial;
    private boolean unreadable;
    private String answering = "";
    private final Set<EventType> answered = EnumSet.noneOf(EventType.class);
    private Instant lastTold = Instant.MIN;
    private Optional<DataState> trouble = Optional.empty();

    AnalysisRun(AnalysisRequested request, AnalysisPorts ports) {
        this.asked = request;
        this.measurements = ports.measurements();
        this.verdicts = ports.verdicts();
        this.recorder = ports.recorder();
        this.observer = ports.observer();
        this.clock = ports.clock();
    }

    /** What to analyse from the next look on. */
    void ask(AnalysisRequested request) {
        asked = request;
    }

    /** Nothing is told any more, not even by a look that is under way. */
    void end() {
        ended = true;
    }

    /**
     * Whether all that the next look needs are the latest samples. While the rest can't be read, that is what there is to
     * say.
     */
    boolean canShare() {
        return !unreadable
                && (trial == null || !trial.isEstimating())
                && asked.plan().shown().isEmpty()
                && asked.plan().metrics().stream()
                        .allMatch(metric -> metric.query().isEmpty());
    }

    /** Whether anything has been looked at. */
    boolean hasBegun() {
        return trial != null;
    }

    /** Whether all evidence of the release is there. */
    boolean isWhole() {
        return trial != null && trial.reach() == Reach.WHOLE;
    }

    /** How urgent a look with all evidence is. */
    Schedule.Urgency urgency() {
        if (isWhole()) {
            return Schedule.Urgency.A_LOOK;
        }
        return trial != null && trial.seesHarm() ? Schedule.Urgency.HARM_SEEN : Schedule.Urgency.WHOLE_EVIDENCE;
    }

    /** What a look with others is about to read; empty where it can't be told beforehand. */
    Optional<Question> question(Instant now) {
        return anyOf(asked, now).question(now);
    }

    /** The instant of a look that begins now: samples have whole milliseconds. */
    static Instant lookedAt(InstantSource clock) {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Looks at what there is.
     *
     * @return when to look again
     */
    Instant look() {
        return look(lookedAt(clock), measurements, Reach.WHOLE);
    }

    /**
     * Looks at what there is.
     *
     * @param now when the look has begun
     * @param measured measurements, of which some may have been fetched by then
     * @param reach with how much evidence at least
     * @return when to look again
     */
    Instant look(Instant now, Measurements measured, Reach reach) {
        AnalysisRequested request = asked;
        try {
            Trial current = trialOf(request, now, measured, reach);
            List<Look> looks = current.catchUp(measured, now);
            observer.measured();
            looks.forEach(look -> observer.windowLookedAt(look.data()));
            tellAfter(request, current, looks, now);
            return later(current.nextAt(), now, request);
        } catch (MeasurementException e) {
            observer.measurementFailed();
            tellUnreachable(request, e, now);
            return now.plus(pause(request));
        } finally {
            if (trial != null) {
                trial.rest();
            }
        }
    }

    /** Builds the evidence anew at the next look. */
    void startOver() {
        trial = null;
    }

    private Trial trialOf(AnalysisRequested request, Instant now, Measurements measured, Reach reach)
            throws MeasurementException {
        if (!request.requestId().equals(answering)) {
            answering = request.requestId();
            answered.clear();
        }
        if (trial != null && !trial.continueWith(request)) {
            trial = null;
        }
        return switch (reach) {
            case WHOLE -> isWhole() ? Objects.requireNonNull(trial) : begun(request, measured);
            case LATELY -> anyOf(request, now);
        };
    }

    private Trial anyOf(AnalysisRequested request, Instant now) {
        Trial any = Objects.requireNonNullElseGet(trial, () -> Trial.lately(request, now));
        trial = any;
        return any;
    }

    private Trial begun(AnalysisRequested request, Measurements measured) throws MeasurementException {
        trial = null;
        unreadable = true;
        Trial whole = Trial.begin(request, measured, recorder);
        unreadable = false;
        trial = whole;
        observer.rebuilt();
        return whole;
    }

    private void tellAfter(AnalysisRequested request, Trial current, List<Look> looks, Instant now) {
        current.rollback().ifPresent(look -> tellOnce(request, EventType.ANALYSIS_ROLLBACK, current.judgement(look)));
        current.last().ifPresent(look -> {
            Judgement judgement = current.judgement(look);
            if (judgement.verdict() == Verdict.PROMOTE) {
                tellOnce(request, EventType.ANALYSIS_PROMOTE, judgement);
            }
            if (!looks.isEmpty() || isDue(request, now)) {
                logTrouble(request, look.data(), judgement.message());
                List<ShownNumber> shown = new ShownNumbers(request, measurements)
                        .at(look.counted().window());
                progressed(request, judgement.showing(shown), now);
            }
        });
    }

    private void tellUnreachable(AnalysisRequested request, MeasurementException problem, Instant now) {
        boolean news = logTrouble(request, DataState.PROMETHEUS_UNREACHABLE, String.valueOf(problem.getMessage()));
        if (news || isDue(request, now)) {
            Optional<Trial> known = Optional.ofNullable(trial).filter(t -> t.reach() == Reach.WHOLE);
            Judgement judgement = Judgements.unreachable(
                    request,
                    now,
                    known.flatMap(Trial::last),
                    known.flatMap(Trial::rollback),
                    String.valueOf(problem.getMessage()));
            progressed(request, judgement, now);
        }
    }

    private void tellOnce(AnalysisRequested request, EventType type, Judgement judgement) {
        if (!ended && answered.add(type)) {
            LOG.atInfo()
                    .addKeyValue("release", request.release())
                    .addKeyValue("step", judgement.step())
                    .addKeyValue("reason", judgement.reason())
                    .log("{}: {}", type == EventType.ANALYSIS_PROMOTE ? "Promote" : "Roll back", judgement.message());
            tell(request, new AnalysisJudged(type, judgement));
        }
    }

    private void progressed(AnalysisRequested request, Judgement judgement, Instant now) {
        lastTold = now;
        tell(request, new AnalysisJudged(EventType.ANALYSIS_PROGRESSED, judgement));
    }

    private void tell(AnalysisRequested request, AnalysisJudged judged) {
        if (!ended) {
            verdicts.publish(judged, request);
            observer.told(judged);
        }
        if (ended) {
            observer.ended(request.release()); // meanwhile
        }
    }

    private boolean isDue(AnalysisRequested request, Instant now) {
        return lastTold.equals(Instant.MIN)
                || !now.isBefore(lastTold.plus(request.plan().interval()));
    }

    /** Logs when data fail and when they come back, and only then. */
    private boolean logTrouble(AnalysisRequested request, DataState data, String message) {
        Optional<DataState> now = switch (data) {
            case EXACT, ESTIMATED, WARMING_UP, NO_TRAFFIC, NO_CANARY_TRAFFIC -> Optional.empty();
            case NO_DATA, PROMETHEUS_UNREACHABLE -> Optional.of(data);
        };
        if (ended || now.equals(trouble)) {
            return false;
        }
        trouble = now;
        LOG.atLevel(now.isPresent() ? Level.WARN : Level.INFO)
                .addKeyValue("release", request.release())
                .addKeyValue("step", request.current().step())
                .log(now.isPresent() ? "No usable data: {}" : "Data are back: {}", message);
        return true;
    }

    /** A window that is due and not complete waits for a scrape: at first for one that is about to come. */
    private static Instant later(Instant expected, Instant now, AnalysisRequested request) {
        if (expected.isAfter(now)) {
            return expected;
        }
        Duration pause = pause(request);
        boolean soon = now.isBefore(expected.plus(pause));
        return now.plus(soon ? SHORTEST_PAUSE : pause);
    }

    private static Duration pause(AnalysisRequested request) {
        long fifth = request.plan().interval().toMillis() / 5;
        return Duration.ofMillis(Math.clamp(fifth, SHORTEST_PAUSE.toMillis(), LONGEST_PAUSE.toMillis()));
    }
}
