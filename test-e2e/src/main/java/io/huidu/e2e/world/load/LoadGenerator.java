package io.huidu.e2e.world.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users who come at a steady rate, whether earlier ones have been served or not (an open loop), and count what they
 * see. Connections are kept and used again, as browsers do.
 */
public final class LoadGenerator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoadGenerator.class);

    /** Behind by more than this, the schedule starts anew: a pause isn't followed by a flood. */
    private static final long FORGIVEN_NANOS = Duration.ofSeconds(1).toNanos();

    private final LoadSettings settings;
    private final Pictures pictures;
    private final byte[] request;
    private final InetSocketAddress server;
    private final Tally tally = new Tally();
    private final Semaphore places;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final ExecutorService users = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread clock;
    private volatile boolean closed;
    private volatile @Nullable String lastFailure;

    private LoadGenerator(LoadSettings settings, Pictures pictures) {
        this.settings = settings;
        this.pictures = pictures;
        clock = Thread.ofPlatform().daemon().name("load").unstarted(this::run);
        places = new Semaphore(settings.atOnce());
        server = new InetSocketAddress(
                settings.target().getHost(), settings.target().getPort());
        request = request(settings).getBytes(StandardCharsets.US_ASCII);
    }

    private static String request(LoadSettings settings) {
        StringBuilder request =
                new StringBuilder("GET / HTTP/1.1\r\nHost: %s\r\nAccept: image/svg+xml\r\n".formatted(settings.host()));
        settings.headers().forEach((name, value) -> request.append("%s: %s\r\n".formatted(name, value)));
        return request.append("\r\n").toString();
    }

    /** Starts at once, and goes on until it is closed. */
    public static LoadGenerator start(LoadSettings settings, Pictures pictures) {
        LoadGenerator generator = new LoadGenerator(settings, pictures);
        generator.clock.start();
        return generator;
    }

    /** What users have seen since the start; for a period, take {@link UserCounts#since} an earlier one. */
    public UserCounts counts() {
        return tally.counts();
    }

    /** Why the last request that got no whole answer got none. */
    public Optional<String> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    /** Sends nothing more and waits for the requests under way. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(clock);
        awaitEnd(clock);
        users.close();
        idle.forEach(LoadGenerator::close);
    }

    /** It must not send to users who are gone. */
    private static void awaitEnd(Thread clock) {
        try {
            clock.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long distance = Duration.ofSeconds(1).toNanos() / settings.perSecond();
        for (long due = System.nanoTime(); !closed; due += distance) {
            long early = due - System.nanoTime();
            if (early < -FORGIVEN_NANOS) {
                due = System.nanoTime();
            }
            while (early > 0 && !closed) {
                LockSupport.parkNanos(this, early);
                early = due - System.nanoTime();
            }
            send();
        }
    }

    private void send() {
        if (!places.tryAcquire()) {
            tally.add(Sighting.UNSENT, Duration.ZERO);
            return;
        }
        long start = System.nanoTime();
        users.execute(() -> {
            try {
                Sighting sighting = look();
                tally.add(sighting, Duration.ofNanos(System.nanoTime() - start));
            } finally {
                places.release();
            }
        });
    }

    private Sighting look() {
        try {
            return pictures.recognise(ask());
        } catch (IOException e) {
            lastFailure = e.toString();
            return Sighting.FAILED_ELSEWHERE;
        }
    }

    /** A kept connection may have been closed by the server in the meantime; then a new one asks, as in a browser. */
    private Answer ask() throws IOException {
        Connection kept = idle.pollFirst();
        if (kept != null) {
            try {
                return ask(kept);
            } catch (IOException e) {
                if (!kept.wasClosedBefore(e)) {
                    throw e;
                }
            }
        }
        return ask(new Connection(server, settings.timeout()));
    }

    private Answer ask(Connection connection) throws IOException {
        boolean keep = false;
        try {
            Answer answer = connection.ask(request);
            keep = !answer.isLast();
            return answer;
        } finally {
            if (keep) {
                idle.addFirst(connection);
            } else {
                close(connection);
            }
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (IOException e) {
            LOG.debug("closing a connection: {}", e.toString());
        }
    }
}
