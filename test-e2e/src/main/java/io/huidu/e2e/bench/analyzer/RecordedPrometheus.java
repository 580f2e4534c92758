package io.huidu.e2e.bench.analyzer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of Prometheus' HTTP API as an analyzer uses, with recorded data that go on: raw samples of selectors, and how
 * many samples or series some selectors have. Which services a selector is about is read from the names in it, so it may
 * be about any number of them. What it doesn't know it refuses.
 */
final class RecordedPrometheus implements AutoCloseable {

    private static final long SEED = 20_260_302;

    private static final Pattern SELECTOR = Pattern.compile(
            "(?<metric>[a-zA-Z_]*)\\{(?<matchers>(?:[^\"{}]++|\"(?:[^\"\\\\]++|\\\\.)*+\")*+)}\\[(?<range>\\d+)ms]");
    private static final Pattern NAMES = Pattern.compile("__name__=~?\"([^\"]*)\"");
    private static final Pattern VERSION = Pattern.compile("service-(\\d+)-v([12])");

    private final RecordedCounters counters = new RecordedCounters(SEED);
    private final Fleet fleet;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            16, Thread.ofPlatform().daemon().name("prometheus-", 0).factory());
    private final AtomicLong queries = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    /** Some metrics of some pods in a time. */
    private record Selected(Set<String> metrics, List<RecordedPod> pods, long fromMillis, long toMillis) {

        long sum(ToLongFunction<RecordedPod> number) {
            return pods.stream().mapToLong(number).sum();
        }
    }

    private RecordedPrometheus(Fleet fleet) throws IOException {
        this.fleet = fleet;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        server.createContext("/api/v1/query", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    static RecordedPrometheus serve(Fleet fleet) {
        try {
            return new RecordedPrometheus(fleet);
        } catch (IOException e) {
            throw new UncheckedIOException("no Prometheus", e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How often it was asked. */
    long queries() {
        return queries.get();
    }

    /** What it has answered. */
    long bytes() {
        return bytes.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        queries.incrementAndGet();
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> form = form(body);
            boolean known = exchange.getRequestURI().getPath().equals("/api/v1/query");
            byte[] answer = known
                    ? answer(form.getOrDefault("query", ""), millis(form.getOrDefault("time", "0")))
                    : new byte[0];
            if (answer.length == 0) {
                answer = "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"not known: %s\"}"
                        .formatted(exchange.getRequestURI().getPath())
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(400, answer.length);
            } else {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, answer.length);
            }
            bytes.addAndGet(answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    /** Empty for an expression that isn't known. */
    private byte[] answer(String query, long atMillis) {
        Matcher selectors = SELECTOR.matcher(query);
        if (selectors.matches()) {
            return samples(selected(selectors, atMillis));
        }
        boolean counted = query.contains("count(last_over_time(");
        if (!counted && !query.contains("sum(count_over_time(")) {
            return new byte[0];
        }
        long number = 0;
        while (selectors.find()) {
            Selected some = selected(selectors, atMillis);
            number += some.sum(pod -> counted
                    ? pod.series(some.metrics(), counters, some.fromMillis(), some.toMillis())
                    : pod.samples(some.metrics(), counters, some.fromMillis(), some.toMillis()));
        }
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[%d.%03d,\"%d\"]}]}}"
                .formatted(atMillis / 1000, atMillis % 1000, number)
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] samples(Selected some) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        out.writeBytes("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
                .getBytes(StandardCharsets.UTF_8));
        int empty = out.size();
        some.pods().forEach(pod -> pod.write(some.metrics(), counters, some.fromMillis(), some.toMillis(), out));
        byte[] text = out.toByteArray();
        // The last comma becomes the end.
        byte[] end = "]}}".getBytes(StandardCharsets.UTF_8);
        int length = text.length > empty ? text.length - 1 : text.length;
        byte[] answer = Arrays.copyOf(text, length + end.length);
        System.arraycopy(end, 0, answer, length, end.length);
        return answer;
    }

    private Selected selected(Matcher selector, long atMillis) {
        String matchers = selector.group("matchers");
        Matcher names = NAMES.matcher(matchers);
        Set<String> metrics = names.find()
                ? Set.copyOf(Arrays.asList(names.group(1).split("\\|", -1)))
                : Set.of(selector.group("metric"));
        List<RecordedPod> pods = VERSION.matcher(matchers)
                .results()
                .map(version -> List.of(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2))))
                .distinct()
                .filter(version -> version.getFirst() < fleet.analyses())
                .flatMap(version -> fleet.pods(version.getFirst(), version.getLast()).stream())
                .toList();
        return new Selected(metrics, pods, atMillis - Long.parseLong(selector.group("range")), atMillis);
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String field : body.split("&", -1)) {
            String[] parts = field.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private static long millis(String seconds) {
        return Math.round(Double.parseDouble(seconds) * 1000);
    }
}
