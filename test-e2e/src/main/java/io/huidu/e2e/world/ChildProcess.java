package io.huidu.e2e.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs beside this JVM and surely ends with it: on {@link #close}, and when the JVM ends by itself or by
 * Ctrl-C. Only a kill −9 of this JVM leaves it behind.
 *
 * <p>Everything it prints goes to its log file, whose tail stands in the message of every failure.
 */
public final class ChildProcess implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(5);

    /** Nothing refuses SIGKILL; a machine that is short of processors is slow to see to it. */
    private static final Duration UNTIL_KILLED = Duration.ofMinutes(1);

    private static final Duration PROBE_PAUSE = Duration.ofMillis(20);
    private static final int TAIL_LINES = 30;

    /** Asked again and again until it answers true; an {@link IOException} counts as "not yet". */
    @FunctionalInterface
    public interface Probe {
        boolean isReady() throws IOException, InterruptedException;
    }

    private final String name;
    private final Process process;
    private final Path log;
    private final ChildProcesses among;
    private volatile boolean suspended;

    ChildProcess(String name, Process process, Path log, ChildProcesses among) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.among = among;
    }

    /**
     * Starts the program, and doesn't wait for it to be ready: see {@link #awaitReady}.
     *
     * @throws UncheckedIOException when it can't be started
     * @throws IllegalStateException when this JVM is ending
     */
    public static ChildProcess start(ChildCommand command) {
        return ChildProcesses.OF_THIS_JVM.start(command);
    }

    /**
     * Waits until {@code probe} answers true; ends the process if it doesn't in time.
     *
     * @throws IllegalStateException when the process ended, or the time ran out; with the tail of its log
     */
    public ChildProcess awaitReady(Duration timeout, Probe probe) {
        boolean ready = false;
        try {
            await("ready", timeout, probe);
            ready = true;
            return this;
        } finally {
            if (!ready) {
                close();
            }
        }
    }

    /**
     * Waits until {@code probe} answers true, and leaves the process as it is if it doesn't in time.
     *
     * @param what the process is then, for messages
     * @throws IllegalStateException when the process ended, or the time ran out; with the tail of its log
     */
    public void await(String what, Duration timeout, Probe probe) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            while (!answers(probe)) {
                if (!process.isAlive()) {
                    throw failure("ended with exit code %d before it was %s".formatted(process.exitValue(), what));
                }
                if (System.nanoTime() > deadline) {
                    throw failure("was not %s within %s".formatted(what, timeout));
                }
                process.waitFor(PROBE_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("%s: interrupted while it was not %s".formatted(name, what), e);
        }
    }

    private static boolean answers(Probe probe) throws InterruptedException {
        try {
            return probe.isReady();
        } catch (IOException e) {
            return false;
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Where everything it prints goes. */
    public Path log() {
        return log;
    }

    /** The last lines it printed, for messages. */
    public String tail() {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(%s can't be read: %s)".formatted(log, e.getMessage());
        }
    }

    /** Exit code of a process that ended; 128 plus the signal's number when a signal ended it. */
    public int awaitEnd(Duration timeout) {
        if (!endsWithin(timeout)) {
            throw failure("did not end within " + timeout);
        }
        return process.exitValue();
    }

    /** Asks it to end by SIGTERM, and doesn't wait. */
    void ask() {
        process.destroy();
    }

    /** Asks it to end by SIGTERM, and ends it by SIGKILL after five seconds. Does nothing when it has ended. */
    public void stop() {
        stop(GRACE);
    }

    public void stop(Duration grace) {
        if (process.isAlive()) {
            if (suspended) {
                resume(); // it wouldn't see the SIGTERM
            }
            ask();
            if (!endsWithin(grace)) {
                kill9();
            }
        }
        among.forget(this);
    }

    /** Ends it at once by SIGKILL, as a crash or a lost node would, with the processes that it started. */
    public void kill9() {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(UNTIL_KILLED);
        among.forget(this);
    }

    /** Stops it where it stands by SIGSTOP, as a long pause of its machine would. */
    public void suspend() {
        signal("STOP");
        suspended = true;
    }

    /** Lets it go on after {@link #suspend}. */
    public void resume() {
        signal("CONT");
        suspended = false;
    }

    /** Sends a signal by the name that {@code kill} knows, such as {@code HUP}. */
    public void signal(String signal) {
        if (!process.isAlive()) {
            throw failure("can't be sent SIG%s: it has ended".formatted(signal)); // its pid may be another's by now
        }
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (kill.waitFor() != 0 && process.isAlive()) {
                throw failure("could not be sent SIG%s: %s".formatted(signal, said.strip()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": could not send SIG" + signal, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(name + ": interrupted while sending SIG" + signal, e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Not cut short by an interrupt: a thread that is interrupted has to leave nothing behind either. */
    private boolean endsWithin(Duration timeout) {
        return process.onExit()
                .thenApply(ended -> true)
                .completeOnTimeout(false, timeout.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private IllegalStateException failure(String what) {
        return new IllegalStateException("%s %s; the end of %s:%n%s".formatted(name, what, log, tail()));
    }
}
