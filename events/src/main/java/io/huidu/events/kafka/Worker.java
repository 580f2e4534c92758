package io.huidu.events.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that runs until it is told to end, and of which one can tell that it has died before that. */
final class Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread thread;

    private Worker(String name, Consumer<Worker> body) {
        thread = Thread.ofPlatform()
                .name(name)
                .daemon()
                .uncaughtExceptionHandler((dead, e) -> LOG.error("The thread {} has died", dead.getName(), e))
                .unstarted(() -> body.accept(this));
    }

    static Worker start(String name, Consumer<Worker> body) {
        Worker worker = new Worker(name, body);
        worker.thread.start();
        return worker;
    }

    boolean isEnding() {
        return ending.getCount() == 0;
    }

    /** Waits, but not longer than until the end. */
    void pause(Duration duration) {
        try {
            if (ending.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            end();
        }
    }

    /** Asks the thread to end. */
    void end() {
        ending.countDown();
    }

    /** Waits for the end. */
    void join(Duration atMost) {
        try {
            if (!thread.join(atMost)) {
                LOG.warn("The thread {} has not ended within {}", thread.getName(), atMost);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One sentence when the thread has died of itself. */
    Optional<String> fault() {
        return isEnding() || thread.isAlive()
                ? Optional.empty()
                : Optional.of("the thread %s has died; the log says why".formatted(thread.getName()));
    }
}
