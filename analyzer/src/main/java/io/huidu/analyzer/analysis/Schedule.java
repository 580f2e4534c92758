package io.huidu.analyzer.analysis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whose turn it is; what is due first comes first. Safe for use by several threads. */
final class Schedule {

    private final ScheduledExecutorService timer;
    private final BlockingQueue<Turn> due = new LinkedBlockingQueue<>();

    /**
     * @param timer knows when a turn is due; has nothing else to do
     */
    Schedule(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** One turn of a loop: it is taken or cancelled, whichever comes first. */
    static final class Turn {

        private final AnalysisLoop loop;
        private final Future<?> timed;
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Turn(AnalysisLoop loop, Duration delay, Schedule schedule) {
            this.loop = loop;
            this.timed = schedule.timer.schedule(
                    () -> schedule.due.add(this), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
        }

        void cancel() {
            open.set(false);
            timed.cancel(false);
        }
    }

    /** A turn for a loop after a delay. */
    Turn add(AnalysisLoop loop, Duration delay) {
        return new Turn(loop, delay, this);
    }

    /**
     * Waits until it is somebody's turn.
     *
     * @param most how many are taken at most
     */
    List<AnalysisLoop> take(int most) throws InterruptedException {
        List<Turn> turns = new ArrayList<>();
        turns.add(due.take());
        due.drainTo(turns, most - 1);
        return turns.stream()
                .filter(turn -> turn.open.getAndSet(false))
                .map(turn -> turn.loop)
                .toList();
    }
}
