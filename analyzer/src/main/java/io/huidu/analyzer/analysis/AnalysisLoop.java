package io.huidu.analyzer.analysis;

import io.huidu.events.AnalysisRequested;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at one release again and again, never twice at a time, and at once when it is asked for something else. */
final class AnalysisLoop {

    private static final Logger LOG = LoggerFactory.getLogger(AnalysisLoop.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    /** So many in an interval that waiting for one is hardly seen, and so few that many looks come together. */
    private static final int SLOTS = 15;

    private static final Duration LONGEST_SLOT = Duration.ofSeconds(1);

    /** Usually all evidence is there by then, and there is no need to begin with less. */
    private static final Duration UNTIL_LESS_WILL_DO = Duration.ofSeconds(1);

    /**
     * Where looks wait for their turn.
     *
     * @param together those that only need the latest samples
     * @param alone all others
     */
    record Lanes(Schedule together, Schedule alone) {}

    private final AnalysisRun run;
    private final AnalysisObserver observer;
    private final InstantSource clock;
    private final Lanes lanes;

    private AnalysisRequested asked;
    private Schedule.@Nullable Turn next;
    private Schedule.@Nullable Turn whole;
    private boolean looking;
    private boolean again;
    private boolean ended;
    private Optional<String> failure = Optional.empty();

    AnalysisLoop(
            AnalysisRequested request, AnalysisRun run, AnalysisObserver observer, InstantSource clock, Lanes lanes) {
        this.asked = request;
        this.run = run;
        this.observer = observer;
        this.clock = clock;
        this.lanes = lanes;
    }

    synchronized void ask(AnalysisRequested request) {
        if (next != null && request.equals(asked)) {
            return;
        }
        asked = request;
        run.ask(request);
        LOG.atInfo()
                .addKeyValue("release", request.release())
                .addKeyValue("step", request.current().step())
                .addKeyValue("requestId", request.requestId())
                .log(
                        "Analysing {} against {}",
                        request.canary().name(),
                        request.baseline().name());
        if (looking) {
            again = true;
        } else {
            schedule(clock.instant());
        }
    }

    synchronized void end() {
        ended = true;
        run.end();
        cancel(next);
        cancel(whole);
        LOG.atInfo().addKeyValue("release", asked.release()).log("Analysis ended");
    }

    /** Takes its turn, if there still is something to look at; nothing else looks until {@link #look} has. */
    synchronized boolean begin() {
        if (looking) {
            again = true;
            return false;
        }
        looking = !ended;
        return looking;
    }

    /** What the look that has begun, together with others, is about to read; empty where it can't be told beforehand. */
    Optional<Question> question(Instant now) {
        return run.question(now);
    }

    /** Looks, and waits for the next turn. */
    void look(Instant now, Measurements measurements, Reach reach) {
        Instant started = clock.instant();
        Instant due = lookOnce(now, measurements, reach);
        Instant ended = clock.instant();
        observer.looked(Duration.between(started, ended));
        finish(due);
    }

    /**
     * A failure ends neither this loop nor any other: evidence is built anew, since it may be half done. That goes for
     * errors too; an analysis that ended without a word would hold the release for ever.
     */
    private Instant lookOnce(Instant now, Measurements measurements, Reach reach) {
        try {
            Instant due = run.look(now, measurements, reach);
            failure = Optional.empty();
            return due;
        } catch (RuntimeException | Error e) {
            observer.failed();
            if (!failure.equals(Optional.of(e.toString()))) {
                failure = Optional.of(e.toString());
                LOG.atError()
                        .addKeyValue("release", asked.release())
                        .setCause(e)
                        .log("The analysis failed");
            }
            run.startOver();
            return clock.instant().plus(PAUSE_AFTER_FAILURE);
        }
    }

    private synchronized void finish(Instant due) {
        looking = false;
        if (!ended) {
            schedule(again ? clock.instant() : due);
        }
        again = false;
    }

    private void schedule(Instant due) {
        cancel(next);
        Instant now = clock.instant();
        if (!run.canShare()) {
            cancel(whole);
            next = lanes.alone().add(this, Duration.between(now, due), run.urgency());
            return;
        }
        Instant least = run.hasBegun() ? due : due.plus(UNTIL_LESS_WILL_DO);
        next = lanes.together().add(this, Duration.between(now, endOfSlot(least)), Schedule.Urgency.A_LOOK);
        if (run.isWhole()) {
            cancel(whole);
        } else if (whole == null || !whole.willDo(run.urgency())) {
            cancel(whole);
            whole = lanes.alone().add(this, run.hasBegun() ? Duration.ZERO : Duration.between(now, due), run.urgency());
        }
    }

    private static void cancel(Schedule.@Nullable Turn turn) {
        if (turn != null) {
            turn.cancel();
        }
    }

    private Instant endOfSlot(Instant due) {
        Duration share = asked.plan().interval().dividedBy(SLOTS);
        long slot = share.compareTo(LONGEST_SLOT) < 0 ? share.toMillis() : LONGEST_SLOT.toMillis();
        return Instant.ofEpochMilli(Math.ceilDiv(due.toEpochMilli(), slot) * slot);
    }
}
