package io.huidu.e2e.bench.shifter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.huidu.e2e.bench.shifter.ObjectStore.Change;
import io.huidu.e2e.bench.shifter.ObjectStore.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of the Kubernetes API as a shifter uses, over HTTP on loopback: get, list, watch, create, update with
 * resourceVersion, update of the status, delete. It knows no rights, no schemas and no patches.
 */
final class LightKubeApi implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern PATH = Pattern.compile(
            "/(?<api>apis/[^/]+/[^/]+|api/v1)(?:/namespaces/(?<namespace>[^/]+))?/(?<plural>[^/]+)(?:/(?<name>[^/]+))?(?<status>/status)?");

    private final ObjectStore store;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("kube-api-", 0).factory());
    private final AtomicLong requests = new AtomicLong();

    private LightKubeApi(ObjectStore store) throws IOException {
        this.store = store;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    static LightKubeApi serve(ObjectStore store) {
        try {
            return new LightKubeApi(store);
        } catch (IOException e) {
            throw new UncheckedIOException("no API server", e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Requests so far, each watch being one. */
    long requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
            if (!path.matches()) {
                answer(exchange, 404, status(404));
                return;
            }
            String collection = path.group("api") + "/" + path.group("plural");
            if (path.group("name") != null || exchange.getRequestMethod().equals("POST")) {
                one(exchange, path, collection);
            } else if (query(exchange).contains("watch=true")) {
                watch(exchange, collection);
            } else {
                list(exchange, collection);
            }
        }
    }

    private void one(HttpExchange exchange, Matcher path, String collection) throws IOException {
        String namespace = Objects.requireNonNullElse(path.group("namespace"), "");
        Optional<String> name = Optional.ofNullable(path.group("name"));
        switch (exchange.getRequestMethod()) {
            case "GET" -> {
                Optional<ObjectNode> found = store.find(new Place(collection, namespace, name.orElseThrow()));
                answer(exchange, found.isPresent() ? 200 : 404, found.orElseGet(() -> status(404)));
            }
            case "POST" -> create(exchange, collection, namespace);
            case "PUT" ->
                update(
                        exchange,
                        new Place(collection, namespace, name.orElseThrow()),
                        path.group("status") == null ? "spec" : "status");
            case "DELETE" -> {
                boolean deleted = store.delete(new Place(collection, namespace, name.orElseThrow()));
                answer(exchange, deleted ? 200 : 404, status(deleted ? 200 : 404));
            }
            default -> answer(exchange, 405, status(405));
        }
    }

    private void create(HttpExchange exchange, String collection, String namespace) throws IOException {
        ObjectNode object = body(exchange);
        Place place =
                new Place(collection, namespace, object.at("/metadata/name").asText());
        synchronized (store) {
            boolean there = store.find(place).isPresent();
            if (!there) {
                object.withObject("/metadata").put("namespace", namespace).put("generation", 1);
            }
            answer(exchange, there ? 409 : 201, there ? status(409) : store.put(place, object));
        }
    }

    /** Takes the spec with the metadata, or the status alone, if the object is as it was when it was read. */
    private void update(HttpExchange exchange, Place place, String part) throws IOException {
        ObjectNode given = body(exchange);
        JsonNode answer;
        int code = 200;
        synchronized (store) {
            Optional<ObjectNode> found = store.find(place);
            if (found.isEmpty()) {
                code = 404;
                answer = status(code);
            } else if (!found.get().at("/metadata/resourceVersion").equals(given.at("/metadata/resourceVersion"))) {
                code = 409;
                answer = status(code);
            } else {
                answer = store.put(place, merged(found.get(), given, part));
            }
        }
        answer(exchange, code, answer);
    }

    private static ObjectNode merged(ObjectNode found, ObjectNode given, String part) {
        ObjectNode merged = found.deepCopy();
        if (part.equals("spec")) {
            long generation = found.at("/metadata/generation").asLong();
            merged.set("metadata", given.get("metadata"));
            boolean same = found.path("spec").equals(given.path("spec"));
            merged.withObject("/metadata").put("generation", same ? generation : generation + 1);
        }
        merged.set(part, given.get(part));
        return merged;
    }

    private void list(HttpExchange exchange, String collection) throws IOException {
        List<ObjectNode> items = store.list(collection);
        ObjectNode list = JSON.createObjectNode();
        list.put("kind", "List").put("apiVersion", "v1");
        list.withObject("/metadata").put("resourceVersion", Long.toString(store.version()));
        list.putArray("items").addAll(items);
        answer(exchange, 200, list);
    }

    /** A websocket isn't spoken: an answer without one makes the client ask again for a stream. */
    private void watch(HttpExchange exchange, String collection) throws IOException {
        if (exchange.getRequestHeaders().containsKey("Upgrade")) {
            answer(exchange, 200, status(200));
            return;
        }
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Runnable end = store.listen(collection, since(exchange), (change, object) -> lines.add(line(change, object)));
        try {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.flush();
            List<String> some = new ArrayList<>();
            while (!Thread.currentThread().isInterrupted()) {
                String next = lines.poll(1, TimeUnit.SECONDS);
                if (next != null) {
                    some.add(next);
                    lines.drainTo(some);
                    out.write(String.join("", some).getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    some.clear();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end.run();
        }
    }

    private static String line(Change change, ObjectNode object) {
        return "{\"type\":\"%s\",\"object\":%s}\n".formatted(change, object);
    }

    private static long since(HttpExchange exchange) {
        Matcher version = Pattern.compile("resourceVersion=(\\d+)").matcher(query(exchange));
        return version.find() ? Long.parseLong(version.group(1)) : 0;
    }

    private static String query(HttpExchange exchange) {
        return Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), "");
    }

    private static ObjectNode body(HttpExchange exchange) throws IOException {
        return (ObjectNode) JSON.readTree(exchange.getRequestBody());
    }

    private static ObjectNode status(int code) {
        return JSON.createObjectNode()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", code < 300 ? "Success" : "Failure")
                .put("code", code);
    }

    private static void answer(HttpExchange exchange, int code, JsonNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
