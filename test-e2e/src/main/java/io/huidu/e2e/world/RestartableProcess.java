package io.huidu.e2e.world;

import java.time.Duration;

/** A program that can be ended in any way and started again as it was. */
public final class RestartableProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);

    private final ChildCommand command;
    private final ChildProcess.Probe ready;
    private ChildProcess process;

    private RestartableProcess(ChildCommand command, ChildProcess.Probe ready) {
        this.command = command;
        this.ready = ready;
        this.process = ChildProcess.start(command);
    }

    /** Starts the program and waits until it is ready. */
    static RestartableProcess start(ChildCommand command, ChildProcess.Probe ready) {
        RestartableProcess started = launch(command, ready);
        started.awaitReady();
        return started;
    }

    /** Starts the program and doesn't wait: it may need others that aren't there yet. */
    public static RestartableProcess launch(ChildCommand command, ChildProcess.Probe ready) {
        return new RestartableProcess(command, ready);
    }

    /** Waits until it is ready; ends it if it isn't in time. */
    public void awaitReady() {
        current().awaitReady(START, ready);
    }

    /** The one that runs, or ran last: to end it, to suspend it, to read its log. */
    public synchronized ChildProcess current() {
        return process;
    }

    /** Starts it again after it has ended, and waits until it is ready. */
    public void restart() {
        launch().awaitReady(START, ready);
    }

    /** Starts it again after it has ended, and doesn't wait: what it needs may be away. */
    public synchronized ChildProcess launch() {
        if (process.isAlive()) {
            throw new IllegalStateException("%s: still runs as process %d".formatted(process.name(), process.pid()));
        }
        process = ChildProcess.start(command);
        return process;
    }

    @Override
    public synchronized void close() {
        process.close();
    }
}
