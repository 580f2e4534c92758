package io.huidu.e2e.bench.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/**
 * The users of all services, as far as Prometheus can tell: counters of the requests that each version's pod has
 * answered, which grow as the routes say.
 */
final class Users implements AutoCloseable {

    private static final int PER_SECOND = 200;
    private static final int TICK_MILLIS = 200;
    private static final double USUAL_ERRORS = 0.005;
    private static final double BAD_ERRORS = 0.3;

    private final List<Subject> subjects;
    private final ToIntFunction<Subject> percentToV2;
    private final Random random;
    /** By service, version, and whether the answers were errors. */
    private final long[][][] answers;

    private final HttpServer server;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("users").factory());

    Users(List<Subject> subjects, ToIntFunction<Subject> percentToV2, Random random) {
        this.subjects = subjects;
        this.percentToV2 = percentToV2;
        this.random = random;
        this.answers = new long[subjects.size()][2][2];
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        } catch (IOException e) {
            throw new UncheckedIOException("no metrics", e);
        }
        server.createContext("/metrics", this::tell);
        server.start();
        var unused = clock.scheduleAtFixedRate(this::ask, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    InetSocketAddress metrics() {
        return server.getAddress();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        server.stop(0);
    }

    private synchronized void ask() {
        for (Subject subject : subjects) {
            int percent = percentToV2.applyAsInt(subject);
            for (int i = 0; i < PER_SECOND * TICK_MILLIS / 1000; i++) {
                int version = random.nextInt(100) < percent ? 1 : 0;
                double errors = version == 1 && subject.isBad() ? BAD_ERRORS : USUAL_ERRORS;
                answers[subject.number()][version][random.nextDouble() < errors ? 1 : 0]++;
            }
        }
    }

    private void tell(HttpExchange exchange) throws IOException {
        byte[] text = text().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
        try (exchange) {
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
        }
    }

    private synchronized String text() {
        StringBuilder text = new StringBuilder();
        for (Subject subject : subjects) {
            for (int version = 0; version < 2; version++) {
                for (int bad = 0; bad < 2; bad++) {
                    text.append(
                            "http_server_requests_seconds_count{namespace=\"shop\",pod=\"%s-v%d-0a1b2c-d3e4f\",uri=\"/\",status=\"%s\"} %d%n"
                                    .formatted(
                                            subject.name(),
                                            version + 1,
                                            bad == 0 ? "200" : "500",
                                            answers[subject.number()][version][bad]));
                }
            }
        }
        return text.toString();
    }
}
