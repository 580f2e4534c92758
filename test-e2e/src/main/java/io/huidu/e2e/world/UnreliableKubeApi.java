package io.huidu.e2e.world;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ClusterBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Another Kubernetes API for one service account that refuses every second call: of each HTTP method the first, the third
 * and so on, with 500; changes of what is there in turn with 409 and 500. Watches go on, by plain HTTP: they are calls of
 * minutes. Its administrator is left alone.
 */
public final class UnreliableKubeApi implements KubeApi {

    /** Of the connection, which isn't passed on. */
    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "content-length", "host", "upgrade", "transfer-encoding", "http2-settings");

    private static final Set<String> CHANGES = Set.of("PUT", "PATCH");

    private final KubeApi behind;
    private final Config config;
    private final Path kubeconfig;
    private final HttpClient client;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, AtomicLong> calls = new ConcurrentHashMap<>();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong refusedChanges = new AtomicLong();

    private UnreliableKubeApi(KubeApi behind, ServiceAccountName account, Path directory) {
        this.behind = behind;
        this.config = Config.fromKubeconfig(behind.kubeconfigOf(account).toFile());
        this.client = client(config);
        this.server = serve();
        var cluster = new ClusterBuilder()
                .withServer("http://127.0.0.1:" + server.getAddress().getPort())
                .build();
        var user = config.getAutoOAuthToken() == null
                ? KubeconfigFile.anyone()
                : KubeconfigFile.bearer(config.getAutoOAuthToken());
        this.kubeconfig = KubeconfigFile.write(directory.resolve("unreliable.kubeconfig"), cluster, user);
    }

    /** Starts one. */
    public static UnreliableKubeApi before(KubeApi behind, ServiceAccountName account, Path directory) {
        return new UnreliableKubeApi(behind, account, directory);
    }

    /** How many calls were refused. */
    public long refused() {
        return refused.get();
    }

    @Override
    public Path kubeconfig() {
        return behind.kubeconfig();
    }

    @Override
    public KubernetesClient client() {
        return behind.client();
    }

    /** That of the one account which it is for. */
    @Override
    public Path kubeconfigOf(ServiceAccountName account) {
        return kubeconfig;
    }

    @Override
    public boolean isReal() {
        return behind.isReal();
    }

    /** The API behind it goes on. */
    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
        threads.shutdownNow();
    }

    private HttpServer serve() {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.createContext("/", this::answer);
            started.setExecutor(threads);
            started.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            if (call.getRequestHeaders().containsKey("Sec-WebSocket-Key")) {
                refuse(call, HttpURLConnection.HTTP_UNAVAILABLE); // clients take it for: not by this protocol
            } else if (!isWatch(call) && isNextRefused(call.getRequestMethod())) {
                refused.incrementAndGet();
                refuse(call, code(call.getRequestMethod()));
            } else {
                pass(call);
            }
        }
    }

    private static boolean isWatch(HttpExchange call) {
        return String.valueOf(call.getRequestURI().getQuery()).contains("watch=true");
    }

    private boolean isNextRefused(String method) {
        return calls.computeIfAbsent(method, any -> new AtomicLong()).getAndIncrement() % 2 == 0;
    }

    private int code(String method) {
        return CHANGES.contains(method) && refusedChanges.getAndIncrement() % 2 == 0
                ? HttpURLConnection.HTTP_CONFLICT
                : HttpURLConnection.HTTP_INTERNAL_ERROR;
    }

    private static void refuse(HttpExchange call, int code) throws IOException {
        var status = new StatusBuilder()
                .withStatus("Failure")
                .withCode(code)
                .withMessage("refused on purpose")
                .build();
        byte[] body = Serialization.asJson(status).getBytes(StandardCharsets.UTF_8);
        call.getRequestBody().readAllBytes();
        call.getResponseHeaders().set("Content-Type", "application/json");
        call.sendResponseHeaders(code, body.length);
        call.getResponseBody().write(body);
    }

    /** As it comes: the answer to a watch goes on for minutes. */
    private void pass(HttpExchange call) throws IOException {
        HttpResponse<InputStream> answer = send(call);
        Stream.of("Content-Type", "Content-Encoding")
                .forEach(header -> answer.headers()
                        .firstValue(header)
                        .ifPresent(value -> call.getResponseHeaders().set(header, value)));
        call.sendResponseHeaders(answer.statusCode(), 0);
        call.getResponseBody().flush(); // or a watch begins with its first event
        try (InputStream body = answer.body()) {
            byte[] piece = new byte[8192];
            for (int length = body.read(piece); length >= 0; length = body.read(piece)) {
                call.getResponseBody().write(piece, 0, length);
                call.getResponseBody().flush();
            }
        }
    }

    private HttpResponse<InputStream> send(HttpExchange call) throws IOException {
        URI uri = URI.create(config.getMasterUrl()).resolve(call.getRequestURI().toString());
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(
                        call.getRequestMethod(),
                        BodyPublishers.ofByteArray(call.getRequestBody().readAllBytes()));
        call.getRequestHeaders().forEach((name, values) -> {
            if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith("Sec-websocket")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return client.send(request.build(), BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while passing on", e);
        }
    }

    private static HttpClient client(Config config) {
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(SSLUtils.sslContext(SSLUtils.keyManagers(config), SSLUtils.trustManagers(config)))
                    .build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the certificates of %s".formatted(config.getMasterUrl()), e);
        }
    }
}
