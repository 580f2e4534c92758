package io.huidu.analyzer.analysis;

import io.huidu.events.AnalysisRequested;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at one release again and again, never twice at a time, and at once when it is asked for something else. */
final class AnalysisLoop {

    private static final Logger LOG = LoggerFactory.getLogger(AnalysisLoop.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    private final AnalysisRun run;
    private final AnalysisObserver observer;
    private final InstantSource clock;
    private final ScheduledExecutorService workers;

    private AnalysisRequested asked;
    private @Nullable Future<?> next;
    private boolean looking;
    private boolean again;
    private boolean ended;
    private Optional<String> failure = Optional.empty();

    AnalysisLoop(
            AnalysisRequested request,
            AnalysisRun run,
            AnalysisObserver observer,
            InstantSource clock,
            ScheduledExecutorService workers) {
        this.asked = request;
        this.run = run;
        this.observer = observer;
        this.clock = clock;
        this.workers = workers;
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
            schedule(Duration.ZERO);
        }
    }

    synchronized void end() {
        ended = true;
        run.end();
        if (next != null) {
            next.cancel(false);
        }
        LOG.atInfo().addKeyValue("release", asked.release()).log("Analysis ended");
    }

    private void look() {
        if (!begin()) {
            return;
        }
        Instant started = clock.instant();
        Instant due = lookOnce(started);
        Instant now = clock.instant();
        observer.looked(Duration.between(started, now));
        finish(Duration.between(now, due));
    }

    /**
     * A failure ends neither this loop nor any other: evidence is built anew, since it may be half done. That goes for
     * errors too; an analysis that ended without a word would hold the release for ever.
     */
    private Instant lookOnce(Instant started) {
        try {
            Instant due = run.look();
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
            return started.plus(PAUSE_AFTER_FAILURE);
        }
    }

    private synchronized boolean begin() {
        looking = !ended;
        return looking;
    }

    private synchronized void finish(Duration untilNext) {
        looking = false;
        if (!ended) {
            schedule(again ? Duration.ZERO : untilNext);
        }
        again = false;
    }

    private void schedule(Duration delay) {
        if (next != null) {
            next.cancel(false);
        }
        next = workers.schedule(this::look, Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
    }
}
