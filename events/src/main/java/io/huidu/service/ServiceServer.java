package io.huidu.service;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a process answers to those that run it.
 *
 * <ul>
 *   <li>{@code /metrics}: the registry, in Prometheus' text format.
 *   <li>{@code /healthz}: 503 only when the process can't help itself by waiting, for example because a thread of its
 *       has died; being killed and started again is then the right answer. An unreachable Kafka is not such a case.
 *   <li>{@code /readyz}: 503 while it can't do its work.
 * </ul>
 *
 * The two probes answer with all that is wrong: {@code {"ok":false,"problems":{"kafka":"…"}}}.
 *
 * <p>Its threads keep the process alive until {@link #close()}: all that a process does besides is done by threads of
 * libraries, which don't.
 */
public final class ServiceServer implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HTTPServer server;
    private final InetSocketAddress address;

    private ServiceServer(HTTPServer server, InetSocketAddress address) {
        this.server = server;
        this.address = address;
    }

    /**
     * Starts to answer.
     *
     * @param address where to listen; port 0 takes a free one
     * @param alive checks behind {@code /healthz}
     * @param ready checks behind {@code /readyz}
     * @throws UncheckedIOException when the address can't be listened on
     */
    public static ServiceServer start(
            InetSocketAddress address, CollectorRegistry registry, List<Check> alive, List<Check> ready) {
        return start(address, registry, alive, ready, Map.of());
    }

    /**
     * The same, with more to answer.
     *
     * @param more by path; each handler closes its exchange
     */
    public static ServiceServer start(
            InetSocketAddress address,
            CollectorRegistry registry,
            List<Check> alive,
            List<Check> ready,
            Map<String, HttpHandler> more) {
        try {
            HttpServer http = HttpServer.create(address, 0);
            http.createContext("/healthz", exchange -> answer(exchange, alive));
            http.createContext("/readyz", exchange -> answer(exchange, ready));
            more.forEach(http::createContext);
            HTTPServer server = new HTTPServer.Builder()
                    .withHttpServer(http)
                    .withRegistry(registry)
                    .withDaemonThreads(false)
                    .build();
            return new ServiceServer(server, http.getAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("Can't listen on %s".formatted(address), e);
        }
    }

    /** Where it listens, with the port that was taken. */
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        server.close();
    }

    private static void answer(HttpExchange exchange, List<Check> checks) throws IOException {
        Map<String, String> problems = new LinkedHashMap<>();
        checks.forEach(check -> check.ask().ifPresent(problem -> problems.put(check.name(), problem)));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", problems.isEmpty());
        answer.put("problems", problems);
        byte[] body = JSON.writeValueAsBytes(answer);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(problems.isEmpty() ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
