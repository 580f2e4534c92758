package io.huidu.e2e.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A real Prometheus as a child process. Its data and its port outlive it.
 */
public final class Prometheus implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Scratch folder;
    private final int port;
    private final RestartableProcess process;

    /**
     * Something to scrape.
     *
     * @param address where it listens
     * @param path of its metrics
     * @param labels that its samples get, such as {@code namespace} and {@code pod}
     */
    public record Target(InetSocketAddress address, String path, Map<String, String> labels) {

        public Target {
            labels = Map.copyOf(labels);
        }

        /** A pod of a Spring Boot service, with the labels that Kubernetes' service discovery is usually told to set. */
        public static Target springBoot(String namespace, ServiceA service) {
            return new Target(
                    service.metrics(),
                    "/actuator/prometheus",
                    Map.of("namespace", namespace, "pod", service.pod().toString()));
        }

        /** One of Huidu's own services. */
        public static Target huidu(HuiduProcess process) {
            var address =
                    new InetSocketAddress(process.uri().getHost(), process.uri().getPort());
            return new Target(address, "/metrics", Map.of());
        }
    }

    private Prometheus(Path program, Duration scrapeInterval) {
        this.port = FreePorts.next();
        this.folder = Scratch.create("prometheus");
        write("prometheus.yml", """
                global:
                  scrape_interval: %1$dms
                  scrape_timeout: %1$dms
                scrape_configs:
                  - job_name: pods
                    honor_labels: true
                    file_sd_configs:
                      - files: [targets.json]
                        refresh_interval: 1s
                """.formatted(scrapeInterval.toMillis()));
        setTargets(List.of());
        this.process = RestartableProcess.start(command(program), this::isReady);
    }

    /** Starts the installed Prometheus on a free port of loopback, without targets, and waits until it is ready. */
    public static Prometheus start(Duration scrapeInterval) {
        return start(PackagedTools.PROMETHEUS.path(), scrapeInterval);
    }

    public static Prometheus start(Path program, Duration scrapeInterval) {
        return new Prometheus(program, scrapeInterval);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Scrapes these and no others from now on; Prometheus takes up to five seconds to follow. */
    public void setTargets(Collection<Target> targets) {
        List<Map<String, Object>> groups = targets.stream()
                .map(target -> {
                    Map<String, String> labels = new TreeMap<>(target.labels());
                    labels.put("__metrics_path__", target.path());
                    return Map.<String, Object>of("targets", List.of(address(target)), "labels", labels);
                })
                .toList();
        try {
            write("targets.json", JSON.writeValueAsString(groups));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until each of these was scraped at least once, and the last time with success. */
    public void awaitScraped(Collection<Target> targets) {
        process.current().await("scraping its targets", TIMEOUT, () -> {
            for (Target target : targets) {
                if (query("up{instance=\"%s\"}".formatted(address(target))).orElse(0) != 1) {
                    return false;
                }
            }
            return true;
        });
    }

    /** The sum of an instant query's values now; empty when it has none. */
    public OptionalDouble query(String promql) throws IOException, InterruptedException {
        String query = URLEncoder.encode("sum(%s)".formatted(promql), StandardCharsets.UTF_8);
        JsonNode answer = JSON.readTree(Http.get(uri().resolve("/api/v1/query?query=" + query)));
        JsonNode value = answer.at("/data/result/0/value/1");
        return value.isMissingNode() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(value.asText()));
    }

    /** For ending it in any way, and starting it again on the same port and the same data. */
    public RestartableProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
        folder.close();
    }

    private ChildCommand command(Path program) {
        return ChildCommand.of(
                "prometheus",
                folder.root(),
                List.of(
                        program.toString(),
                        "--config.file=prometheus.yml",
                        "--storage.tsdb.path=" + folder.path("data"),
                        "--storage.tsdb.retention.time=1d",
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn"));
    }

    private boolean isReady() throws IOException, InterruptedException {
        return Http.get(uri().resolve("/-/ready")).contains("Ready");
    }

    /** Never half-written: Prometheus may be reading it. */
    private void write(String name, String text) {
        try {
            Path fresh = Files.writeString(folder.path(name + ".new"), text);
            Files.move(fresh, folder.path(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " could not be written", e);
        }
    }

    private static String address(Target target) {
        return "%s:%d"
                .formatted(target.address().getHostString(), target.address().getPort());
    }
}
