package io.huidu.analyzer.analysis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Whose turn it is; of what is equally urgent, what was added first comes first. Safe for use by several threads. */
final class Schedule {

    /** The more urgent comes first. */
    enum Urgency {
        /** A look that is soon done. */
        A_LOOK,
        /** All evidence of a release whose last minutes look like harm. */
        HARM_SEEN,
        /** All evidence of another release. */
        WHOLE_EVIDENCE
    }

    private static final Comparator<Turn> ORDER =
            Comparator.comparing((Turn turn) -> turn.urgency).thenComparingLong(turn -> turn.number);

    private final ScheduledExecutorService timer;
    private final BlockingQueue<Turn> due = new PriorityBlockingQueue<>(16, ORDER);
    private final AtomicLong numbers = new AtomicLong();

    /**
     * @param timer knows when a turn is due; has nothing else to do
     */
    Schedule(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** One turn of a loop: it is taken or cancelled, whichever comes first. */
    static final class Turn {

        private final AnalysisLoop loop;
        private final Urgency urgency;
        private final long number;
        private final Future<?> timed;
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Turn(AnalysisLoop loop, Duration delay, Urgency urgency, Schedule schedule) {
            this.loop = loop;
            this.urgency = urgency;
            this.number = schedule.numbers.incrementAndGet();
            this.timed = schedule.timer.schedule(
                    () -> schedule.due.add(this), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
        }

        /** Whether it is still to come, and no less urgent than that. */
        boolean willDo(Urgency wanted) {
            return open.get() && urgency.compareTo(wanted) <= 0;
        }

        void cancel() {
            open.set(false);
            timed.cancel(false);
        }
    }

    /** A turn for a loop after a delay. */
    Turn add(AnalysisLoop loop, Duration delay, Urgency urgency) {
        return new Turn(loop, delay, urgency, this);
    }

    /** Whether the turn of more than that many has come. */
    boolean isCrowded(int most) {
        return due.size() > most;
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
