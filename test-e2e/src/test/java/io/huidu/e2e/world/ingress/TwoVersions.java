package io.huidu.e2e.world.ingress;

import com.sun.net.httpserver.HttpServer;
import io.huidu.e2e.world.load.LoadSettings;
import io.huidu.e2e.world.load.Pictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Two small servers, of which one says A and the other B, behind the Services and subsets whose names end in v1 or v2. */
final class TwoVersions implements Backends, AutoCloseable {

    static final Destination V1 = new Destination.OfService("shop", "servicea-v1");
    static final Destination V2 = new Destination.OfService("shop", "servicea-v2");
    static final String HOST = "servicea.example";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer v1 = serve("A");
    private final HttpServer v2 = serve("B");

    @Override
    public List<InetSocketAddress> of(Destination destination) {
        String service = destination.id();
        return service.endsWith("v1") || service.endsWith("v2")
                ? List.of(address(service.endsWith("v1") ? v1 : v2))
                : List.of();
    }

    static Pictures pictures() {
        return new Pictures("A".getBytes(StandardCharsets.UTF_8), "B".getBytes(StandardCharsets.UTF_8));
    }

    static LoadSettings load(Nginx nginx) {
        return new LoadSettings(nginx.uri(), HOST, 1_000, 200, Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        v1.stop(0);
        v2.stop(0);
        threads.close();
    }

    private HttpServer serve(String letter) {
        try {
            byte[] body = letter.getBytes(StandardCharsets.UTF_8);
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                try (exchange) {
                    exchange.getResponseHeaders().add("X-Version", letter.equals("A") ? "v1" : "v2");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                }
            });
            server.setExecutor(threads);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress address(HttpServer server) {
        return InetSocketAddress.createUnresolved(
                "127.0.0.1", server.getAddress().getPort());
    }
}
