package io.huidu.e2e.world;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Where a Docker engine would listen.
 *
 * <p>Asking the socket is silent and quick. Testcontainers' own question logs a page of errors where there is no engine,
 * and a {@code docker} command may be there without an engine.
 */
record DockerSocket(SocketAddress address) {

    private static final ByteBuffer PING = StandardCharsets.US_ASCII
            .encode("GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n")
            .asReadOnlyBuffer();

    /** The socket that {@code DOCKER_HOST} names, else the usual one. */
    static DockerSocket ofThisMachine() {
        String host = System.getenv("DOCKER_HOST");
        return of(host == null || host.isBlank() ? "unix:///var/run/docker.sock" : host);
    }

    /** The socket of a URL as {@code DOCKER_HOST} has it. */
    static DockerSocket of(String host) {
        URI uri = URI.create(host);
        return new DockerSocket(
                switch (uri.getScheme()) {
                    case "unix" -> UnixDomainSocketAddress.of(uri.getPath());
                    case "tcp", "http" -> new InetSocketAddress(uri.getHost(), uri.getPort());
                    default ->
                        throw new IllegalArgumentException(
                                "DOCKER_HOST: got '%s', expected unix://path or tcp://host:port".formatted(host));
                });
    }

    /** Whether an engine answers. */
    boolean answers() {
        try (var channel = SocketChannel.open(address)) {
            channel.write(PING.duplicate());
            var answer = ByteBuffer.allocate("HTTP/1.x 200".length());
            while (answer.hasRemaining() && channel.read(answer) >= 0) {}
            return StandardCharsets.US_ASCII.decode(answer.flip()).toString().endsWith(" 200");
        } catch (IOException nobodyListens) {
            return false;
        }
    }
}
