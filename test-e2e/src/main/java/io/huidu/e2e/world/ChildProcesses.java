package io.huidu.e2e.world;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Starts programs until it is closed, which ends them all, and the one that is being started then. */
final class ChildProcesses implements AutoCloseable {

    /** Closed when it ends, by itself or by a signal. */
    static final ChildProcesses OF_THIS_JVM = new ChildProcesses(ProcessBuilder::start);

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(OF_THIS_JVM::close, "end-child-processes"));
    }

    /** How a program gets to run. */
    @FunctionalInterface
    interface Launch {
        Process of(ProcessBuilder builder) throws IOException;
    }

    private final Launch launch;
    private final Set<ChildProcess> alive = ConcurrentHashMap.newKeySet();
    private boolean closed;

    ChildProcesses(Launch launch) {
        this.launch = launch;
    }

    /**
     * Starts the program, and doesn't wait for it to be ready.
     *
     * @throws UncheckedIOException when it can't be started
     * @throws IllegalStateException after {@link #close}: nobody would end it
     */
    synchronized ChildProcess start(ChildCommand command) {
        if (closed) {
            throw new IllegalStateException(command.name() + ": is not started, as everything is being ended");
        }
        try {
            Process process = launch.of(builder(command));
            ChildProcess child = new ChildProcess(command.name(), process, command.log(), this);
            alive.add(child);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be started: %s".formatted(command.name(), command.line()), e);
        }
    }

    /** It has ended. */
    void forget(ChildProcess child) {
        alive.remove(child);
    }

    /** All are asked first and waited for then, so that ending many takes no longer than ending one. */
    @Override
    public void close() {
        synchronized (this) { // waits for the one that is being started
            closed = true;
        }
        List<ChildProcess> children = List.copyOf(alive);
        children.forEach(ChildProcess::ask);
        children.forEach(ChildProcess::stop);
    }

    private static ProcessBuilder builder(ChildCommand command) {
        ProcessBuilder builder = new ProcessBuilder(command.line())
                .directory(command.directory().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("HUIDU_")); // they configure this JVM alone
        builder.environment().putAll(command.environment());
        return builder;
    }
}
