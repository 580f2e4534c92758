package io.huidu.e2e.world.ingress;

import com.sun.net.httpserver.HttpServer;
import io.huidu.e2e.world.load.LoadSettings;
import io.huidu.e2e.world.load.Pictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Two small servers, of which one says A and the other B, behind the Services and subsets whose names end in v1 or v2. */
final class TwoVersions implements Backends, AutoCloseable {

    static final Destination V1 = new Destination.OfService("shop", "servicea-v1");
    static final Destination V2 = new Destination.OfService("shop", "servicea-v2");
    static final String HOST = "servicea.example";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong askedV2 = new AtomicLong();
    private final HttpServer v1 = serve("A");
    private final HttpServer v2 = serve("B");

    @Override
    public List<InetSocketAddress> of(Destination destination) {
        String service = destination.id();
        return service.endsWith("v1") || service.endsWith("v2")
                ? List.of(address(service.endsWith("v1") ? v1 : v2))
                : List.of();
    }

    /** How many requests B has got, copies among them. */
    long askedV2() {
        return askedV2.get();
    }

    static Pictures pictures() {
        return new Pictures("A".getBytes(StandardCharsets.UTF_8), "B".getBytes(StandardCharsets.UTF_8));
    }

    static LoadSettings load(Nginx nginx) {
        return LoadSettings.of(nginx.uri(), HOST).withPerSecond(1_000);
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
                    askedV2.addAndGet(letter.equals("B") ? 1 : 0);
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
