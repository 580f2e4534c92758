package io.huidu.analyzer.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.huidu.analyzer.analysis.MeasurementException;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Prometheus itself. */
final class PrometheusProcess {

    private final Process process;
    private final URI url;

    private PrometheusProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Passes the test over where the programs aren't installed. */
    static void assumeInstalled(String... programs) {
        assumeTrue(
                Stream.of(programs).allMatch(PrometheusProcess::isInstalled),
                () -> "not all of %s are installed".formatted(List.of(programs)));
    }

    /** Starts it and waits until it answers. */
    static PrometheusProcess start(Path folder, String config, Path store, String... flags) throws IOException {
        int port = freePort();
        Path file = Files.writeString(folder.resolve("prometheus.yml"), config);
        List<String> command = Stream.concat(
                        Stream.of(
                                "prometheus",
                                "--config.file=" + file,
                                "--storage.tsdb.path=" + store,
                                "--web.listen-address=127.0.0.1:" + port),
                        Stream.of(flags))
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        PrometheusProcess started = new PrometheusProcess(process, URI.create("http://127.0.0.1:" + port));
        await().atMost(Duration.ofSeconds(60)).until(started::isReady);
        return started;
    }

    URI url() {
        return url;
    }

    PrometheusClient client() {
        return new PrometheusClient(url, Duration.ofSeconds(5), 10_000_000);
    }

    void stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private boolean isReady() {
        try {
            client().query("vector(1)", Instant.EPOCH);
            return true;
        } catch (MeasurementException e) {
            return false;
        }
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
