package io.huidu.e2e.world.ingress;

import io.huidu.e2e.world.ChildCommand;
import io.huidu.e2e.world.ChildProcess;
import io.huidu.e2e.world.FreePorts;
import io.huidu.e2e.world.PackagedTools;
import io.huidu.e2e.world.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** A real nginx with a folder of its own, as a child process. It answers 404 until a configuration is applied. */
public final class Nginx implements AutoCloseable {

    /** Whether it writes a line per request to {@code access.log} in its folder. */
    public enum AccessLog {
        ON,
        OFF
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Scratch folder;
    private final AccessLog accessLog;
    private final int port;
    private final int statusPort = FreePorts.next();
    private final ChildProcess process;
    private int generation;

    private Nginx(Path program, int port, AccessLog accessLog) {
        this.folder = Scratch.create("nginx");
        this.accessLog = accessLog;
        this.port = port;
        write("server { listen %s default_server; return 404; }%n".formatted(listen()));
        this.process = ChildProcess.start(ChildCommand.of(
                        "nginx",
                        folder.root(),
                        List.of(program.toString(), "-p", folder.root() + "/", "-c", "nginx.conf", "-e", "nginx.log")))
                .awaitReady(TIMEOUT, this::isEffective);
    }

    /** Starts the installed nginx on a free port of loopback. */
    public static Nginx start() {
        return start(PackagedTools.NGINX.path(), FreePorts.next(), AccessLog.OFF);
    }

    public static Nginx start(Path program, int port, AccessLog accessLog) {
        return new Nginx(program, port, accessLog);
    }

    /** Where users come in. */
    public URI uri() {
        return URI.create("http://" + listen());
    }

    public ChildProcess process() {
        return process;
    }

    /** Its address as a {@code listen} directive has it. */
    String listen() {
        return "127.0.0.1:" + port;
    }

    /**
     * Replaces what it serves, and returns when every request that starts from then on is served so. Requests that are
     * under way end as they began; none is dropped.
     *
     * @param http directives of the {@code http} block
     * @throws IllegalStateException when nginx refuses them; it goes on serving what it served
     */
    synchronized void apply(String http) {
        long before = logSize();
        write(http);
        process.signal("HUP");
        process.await("effective with its new configuration", TIMEOUT, () -> {
            String said = logSince(before);
            if (said.contains("[emerg]")) {
                throw new IllegalStateException("nginx refused its configuration:\n" + said + http);
            }
            return said.contains(": gracefully shutting down") && isEffective();
        });
    }

    @Override
    public void close() {
        process.close();
        folder.close();
    }

    private boolean isEffective() throws IOException {
        URLConnection status =
                URI.create("http://127.0.0.1:" + statusPort + "/").toURL().openConnection();
        status.setConnectTimeout(1_000);
        status.setReadTimeout(1_000);
        try (var body = status.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8).equals(Integer.toString(generation));
        }
    }

    private long logSize() {
        try {
            return Files.size(process.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String logSince(long offset) throws IOException {
        byte[] log = Files.readAllBytes(process.log());
        return new String(log, (int) offset, log.length - (int) offset, StandardCharsets.UTF_8);
    }

    private void write(String http) {
        generation++;
        Path fresh = folder.path("nginx.conf.new");
        try {
            Files.writeString(fresh, frame(http));
            Files.move(fresh, folder.path("nginx.conf"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("nginx.conf could not be written", e);
        }
    }

    /** One worker, so that "gracefully shutting down" is said once per reload. Root's folder is no other user's. */
    private String frame(String http) {
        return """
                %s
                daemon off;
                worker_processes 1;
                pid nginx.pid;
                error_log stderr notice;
                events { worker_connections 4096; }
                http {
                  access_log %s;
                  client_body_temp_path tmp-body;
                  proxy_temp_path tmp-proxy;
                  fastcgi_temp_path tmp-fastcgi;
                  uwsgi_temp_path tmp-uwsgi;
                  scgi_temp_path tmp-scgi;
                  keepalive_requests 100000;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_set_header Host $http_host;
                  proxy_set_header X-Request-ID $request_id;
                  proxy_next_upstream off;
                  server_names_hash_bucket_size 256;
                  map_hash_bucket_size 256;
                  variables_hash_bucket_size 256;
                  server { listen 127.0.0.1:%d; return 200 %d; }
                %s}
                """.formatted(
                        Objects.equals(System.getProperty("user.name"), "root") ? "user root;" : "",
                        switch (accessLog) {
                            case ON -> "access.log";
                            case OFF -> "off";
                        },
                        statusPort,
                        generation,
                        http);
    }
}
