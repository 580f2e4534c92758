package io.huidu.e2e.bench.shifter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huidu.e2e.bench.ImageJvm;
import io.huidu.e2e.bench.ProcessUse;
import io.huidu.e2e.bench.shifter.ObjectStore.Change;
import io.huidu.e2e.world.Broker;
import io.huidu.e2e.world.HuiduProcess;
import io.huidu.e2e.world.Scratch;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Verdict;
import io.huidu.events.kafka.KafkaConnection;
import io.huidu.events.kafka.KafkaSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One shifter, as a process of its own, with one shop: brought to its steady state, looked at, and put to the test. */
final class ShifterRun {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Every release was looked at once more then, and what is often used is compiled. */
    private static final Duration SETTLING = Duration.ofMinutes(2);

    private static final Duration BETWEEN_VERDICTS = Duration.ofMillis(20);
    private static final String WEIGHT = "/metadata/annotations/nginx.ingress.kubernetes.io~1canary-weight";

    private final Shop shop;
    private final Duration steady;
    private final PrintStream progress;
    private final ObjectStore store = new ObjectStore();
    private final Map<String, Instant> routedBack = new ConcurrentHashMap<>();

    ShifterRun(Shop shop, Duration steady, PrintStream progress) {
        this.shop = shop;
        this.steady = steady;
        this.progress = progress;
    }

    Measured measure(Broker broker) throws InterruptedException, IOException {
        shop.fill(store);
        store.listen(Shop.INGRESSES, store.version(), this::noteRoute);
        try (Scratch scratch = Scratch.create("bench");
                LightKubeApi api = LightKubeApi.serve(store);
                KafkaConnection kafka = KafkaConnection.open(
                        new KafkaSettings(broker.bootstrapServers(), prefix(), Map.of()), "huidu-bench");
                Verdicts verdicts = new Verdicts(kafka);
                HuiduProcess shifter =
                        HuiduProcess.shifter(scratch.root(), environment(broker, api, scratch), options())) {
            ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("verdicts").factory());
            var unused = clock.scheduleAtFixedRate(
                    verdicts::sayTheNext, 0, Verdicts.INTERVAL.toNanos() / shop.running(), TimeUnit.NANOSECONDS);
            await("every release runs or rests", () -> verdicts.asked().size() == shop.running() && allSeen());
            Thread.sleep(SETTLING);
            ProcessUse process = new ProcessUse(shifter);
            Duration cpu = process.cpu();
            long requests = api.requests();
            long start = System.nanoTime();
            Thread.sleep(steady);
            double seconds = (System.nanoTime() - start) / 1e9;
            double cores = process.cpu().minus(cpu).toNanos() / 1e9 / seconds;
            double perSecond = (api.requests() - requests) / seconds;
            double heap = process.heapMib();
            double rss = process.rssMib();
            List<Duration> reactions = reactions(verdicts);
            clock.shutdownNow();
            return new Measured(shop, cores, heap, rss, perSecond, reactions);
        }
    }

    private List<Duration> reactions(Verdicts verdicts) throws InterruptedException {
        Map<String, Instant> said = new ConcurrentHashMap<>();
        for (AnalysisRequested request : verdicts.asked()) {
            said.put(request.release().name(), Instant.now());
            verdicts.say(request, Verdict.ROLL_BACK);
            Thread.sleep(BETWEEN_VERDICTS);
        }
        await("every release is back", () -> routedBack.keySet().containsAll(said.keySet()));
        List<Duration> reactions = new ArrayList<>();
        said.forEach((name, at) -> reactions.add(Duration.between(at, routedBack.get(name))));
        return reactions;
    }

    private void noteRoute(Change change, ObjectNode ingress) {
        String name = ingress.at("/metadata/name").asText();
        if (name.endsWith("-canary")
                && (change == Change.DELETED || ingress.at(WEIGHT).asText().equals("0"))) {
            routedBack.putIfAbsent(name.substring(0, name.length() - "-canary".length()), Instant.now());
        }
    }

    private boolean allSeen() {
        return store.list(Shop.RELEASES).stream().allMatch(release -> release.hasNonNull("status"));
    }

    private void await(String what, BooleanSupplier isSo) throws InterruptedException {
        progress.printf("huidu: %,d releases: waiting until %s%n", shop.releases(), what);
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!isSo.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("not within %s: %s".formatted(PATIENCE, what));
            }
            Thread.sleep(Duration.ofMillis(200));
        }
    }

    private String prefix() {
        return "bench-%d-".formatted(shop.releases());
    }

    private Map<String, String> environment(Broker broker, LightKubeApi api, Scratch scratch) throws IOException {
        Path kubeconfig = scratch.path("kubeconfig");
        Files.writeString(kubeconfig, """
                {"apiVersion": "v1", "kind": "Config", "current-context": "bench",
                 "clusters": [{"name": "bench", "cluster": {"server": "%s"}}], "users": [{"name": "bench", "user": {}}],
                 "contexts": [{"name": "bench", "context": {"cluster": "bench", "user": "bench"}}]}
                """.formatted(api.uri()));
        Map<String, String> environment = new HashMap<>(ImageJvm.ENVIRONMENT);
        environment.put("HUIDU_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        environment.put("HUIDU_KAFKA_TOPIC_PREFIX", prefix());
        environment.put("HUIDU_LEADER_ELECTION", "false");
        environment.put("KUBECONFIG", kubeconfig.toString());
        return environment;
    }

    /** What the watches keep grows with the objects. */
    private String[] options() {
        return ImageJvm.options("%dm".formatted(96 + shop.releases() / 32));
    }
}
