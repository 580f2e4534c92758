package io.huidu.e2e.world;

import io.huidu.e2e.world.load.Pictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One pod of ServiceA: a real Spring Boot service as a child process. */
public final class ServiceA implements AutoCloseable {

    private static final String MODULE = "test-e2e/servicea";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Starts fast and stays small: two of them share the machine with everything else. */
    private static final String[] JVM = {"-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"};

    private final Scratch folder;
    private final PodName pod;
    private final int port;
    private final int managementPort;
    private final ChildProcess process;

    /**
     * How well a pod does: see ServiceA's own {@code Behaviour}.
     *
     * @param errorRate share of the requests that fail
     * @param latencyMillis median time that a request takes
     */
    public record Behaviour(double errorRate, double latencyMillis) {

        /** Two failures in a thousand requests, half of the answers within 4 ms. */
        public static final Behaviour HEALTHY = new Behaviour(0.002, 4);

        public Behaviour withErrorRate(double rate) {
            return new Behaviour(rate, latencyMillis);
        }

        public Behaviour withLatencyMillis(double millis) {
            return new Behaviour(errorRate, millis);
        }
    }

    private ServiceA(String version, PodName pod, Behaviour behaviour, long seed) {
        this.pod = pod;
        List<Integer> ports = FreePorts.next(2);
        port = ports.getFirst();
        managementPort = ports.getLast();
        folder = Scratch.create(pod.toString());
        Map<String, String> environment = Map.of(
                "SERVICEA_VERSION", version,
                "SERVICEA_PORT", Integer.toString(port),
                "SERVICEA_MANAGEMENT_PORT", Integer.toString(managementPort),
                "SERVICEA_ERROR_RATE", Double.toString(behaviour.errorRate()),
                "SERVICEA_LATENCY_MILLIS", Double.toString(behaviour.latencyMillis()),
                "SERVICEA_SEED", Long.toString(seed));
        process = ChildProcess.start(
                ChildCommand.java(pod.toString(), folder.root(), program()).with(environment));
    }

    /**
     * Starts a pod, and doesn't wait for it: see {@link #awaitReady}. So several start at the same time.
     *
     * @param version {@code v1} or {@code v2}
     */
    public static ServiceA start(String version, PodName pod, Behaviour behaviour, long seed) {
        return new ServiceA(version, pod, behaviour, seed);
    }

    /** Waits until it has answered a request itself, for the first one is slow. */
    public ServiceA awaitReady() {
        process.awaitReady(TIMEOUT, () -> {
            boolean healthy = Http.get(management("/actuator/health")).contains("\"UP\"");
            Http.get(URI.create("http://127.0.0.1:%d/".formatted(port)));
            return healthy;
        });
        return this;
    }

    /** Makes it better or worse while it runs. */
    public void behave(Behaviour behaviour) {
        try {
            Http.post(
                    management("/actuator/faults"),
                    "{\"errorRate\": %s, \"latencyMillis\": %s}"
                            .formatted(behaviour.errorRate(), behaviour.latencyMillis()));
        } catch (IOException e) {
            throw new UncheckedIOException(pod + " could not be changed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(pod + ": interrupted while it was being changed", e);
        }
    }

    public PodName pod() {
        return pod;
    }

    /** Where requests of users go. */
    public InetSocketAddress address() {
        return InetSocketAddress.createUnresolved("127.0.0.1", port);
    }

    /** Where Prometheus finds {@code /actuator/prometheus}. */
    public InetSocketAddress metrics() {
        return InetSocketAddress.createUnresolved("127.0.0.1", managementPort);
    }

    public ChildProcess process() {
        return process;
    }

    /** What v1 and v2 answer with. */
    public static Pictures pictures() {
        Path folder = BuiltModule.root().resolve(MODULE).resolve("src/main/resources/pictures");
        try {
            return new Pictures(
                    Files.readAllBytes(folder.resolve("v1.svg")), Files.readAllBytes(folder.resolve("v2.svg")));
        } catch (IOException e) {
            throw new UncheckedIOException("the pictures could not be read", e);
        }
    }

    @Override
    public void close() {
        process.close();
        folder.close();
    }

    private URI management(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(managementPort, path));
    }

    private static JavaProgram program() {
        return JavaProgram.mainClass("io.huidu.servicea.ServiceA", BuiltModule.classPath(MODULE))
                .withOptions(JVM);
    }
}
