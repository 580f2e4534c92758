package io.huidu.e2e.bench.faults;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.huidu.e2e.world.BuiltModule;
import io.huidu.e2e.world.KubeApi;
import io.huidu.e2e.world.KubeApis;
import io.huidu.e2e.world.Manifests;
import io.huidu.e2e.world.Prometheus;
import io.huidu.e2e.world.Scratch;
import io.huidu.events.kafka.KafkaConnection;
import io.huidu.events.kafka.KafkaSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Releases many services while everything around them is killed, suspended and cut off, and looks at what has come of
 * them.
 */
public final class FaultRun {

    private static final int AT_ONCE = 40;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration OF_A_RELEASE = Duration.ofSeconds(10);

    private final long seed;
    private final List<Subject> subjects;
    private final PrintStream progress;

    public FaultRun(int releases, long seed, PrintStream progress) {
        this.seed = seed;
        this.subjects = Subject.draw(releases, new Random(seed));
        this.progress = progress;
    }

    /**
     * Runs it.
     *
     * @throws IllegalStateException where no real API server is to be had: a mock refuses no outdated write
     */
    public FaultReport run() throws InterruptedException {
        Scratch scratch = Scratch.create("faults");
        FaultReport report = run(scratch.root());
        if (report.broken().isEmpty()) {
            scratch.close();
        } else {
            progress.printf("huidu: the trace and the logs of all processes are in %s%n", scratch.root());
        }
        return report;
    }

    private FaultReport run(Path directory) throws InterruptedException {
        try (KubeApi kubernetes = kubernetes(directory);
                KafkaCluster kafka = KafkaCluster.start(directory, Processes.NAMES);
                Prometheus prometheus = Prometheus.start(Duration.ofSeconds(1));
                KafkaConnection connection =
                        KafkaConnection.open(KafkaSettings.of(kafka.bootstrapServers()), "bench-faults");
                Witness witness = new Witness(kubernetes.client());
                Users users = new Users(subjects, witness::percentToV2, new Random(seed + 1));
                PrintStream trace = trace(directory)) {
            Shop shop = new Shop(kubernetes.client());
            shop.open(subjects);
            prometheus.setTargets(List.of(new Prometheus.Target(users.metrics(), "/metrics", Map.of())));
            await("the topics are there", connection::reachable);
            try (Reader reader = new Reader(kafka.bootstrapServers());
                    Processes processes = new Processes(directory, kafka, prometheus, kubernetes)) {
                await("every release is known", () -> subjects.stream().allMatch(s -> serves(witness, s)));
                Hands hands = new Hands(connection.publisher(), new Random(seed + 2));
                Instant start = Instant.now();
                Faults faults = new Faults(new Random(seed + 3), subjects.size() / 2, kafka, processes, trace);
                try {
                    releaseAll(shop, witness, hands);
                } finally {
                    faults.close();
                }
                afterwards(witness, hands, reader);
                return report(witness, hands, reader, faults, Duration.between(start, Instant.now()));
            }
        }
    }

    private static KubeApi kubernetes(Path directory) {
        KubeApi api = KubeApis.real(directory);
        Path chart = BuiltModule.root().resolve("charts/huidu");
        Manifests.applyFile(api, chart.resolve("files/crd/canaryreleases.huidu.io.yaml"));
        Manifests.applyResource(api, Manifests.RIGHTS);
        return api;
    }

    private void releaseAll(Shop shop, Witness witness, Hands hands) throws InterruptedException {
        Deque<Subject> waiting = new ArrayDeque<>(subjects);
        Set<Subject> begun = new HashSet<>();
        Instant deadline = Instant.now().plus(PATIENCE).plus(OF_A_RELEASE.multipliedBy(subjects.size()));
        int told = 0;
        while (Instant.now().isBefore(deadline)) {
            begun.stream().filter(witness::runs).forEach(hands::steer);
            hands.insist();
            long ended = begun.stream().filter(s -> witness.end(s).isPresent()).count();
            if (ended == subjects.size()) {
                return;
            }
            if (ended / 10 > told) {
                told = (int) (ended / 10);
                progress.printf("huidu: %d of %d releases have ended%n", ended, subjects.size());
            }
            if (!waiting.isEmpty() && begun.size() - ended < AT_ONCE && begins(waiting.element(), shop, hands)) {
                begun.add(waiting.remove());
            }
            Thread.sleep(Duration.ofMillis(200));
        }
        progress.println("huidu: not all releases have ended in time");
    }

    /** Not while an overloaded API server doesn't answer: asking again changes nothing that was asked for already. */
    private static boolean begins(Subject subject, Shop shop, Hands hands) {
        if (subject.hand() == Subject.Hand.BEGINS) {
            hands.begin(subject);
            return true;
        }
        try {
            shop.release(subject);
            return true;
        } catch (KubernetesClientException e) {
            return false;
        }
    }

    /** Everything runs again: what was held up arrives, and what was asked for long ago changes nothing. */
    private void afterwards(Witness witness, Hands hands, Reader reader) throws InterruptedException {
        await(
                "every release has ended",
                () -> subjects.stream().allMatch(s -> witness.end(s).isPresent()));
        hands.repeatAll();
        await("the commands have arrived again", () -> {
            hands.insist();
            return hands.allArrived();
        });
        await("every end was told", () -> subjects.stream().allMatch(s -> isTold(s, reader)));
    }

    private FaultReport report(Witness witness, Hands hands, Reader reader, Faults faults, Duration took) {
        List<String> broken = new ArrayList<>(reader.problems());
        for (Subject subject : subjects) {
            witness.status(subject)
                    .ifPresent(status -> broken.addAll(
                            Rules.broken(subject, reader.story(subject.key()), status, witness.routes(subject))));
        }
        return new FaultReport(
                seed,
                FaultReport.ends(subjects, witness),
                Map.copyOf(faults.counts()),
                hands.commands(),
                reader.records(),
                reader.repetitions(),
                took,
                broken);
    }

    private static boolean serves(Witness witness, Subject subject) {
        return witness.status(subject)
                .filter(status -> "v1".equals(status.serving))
                .isPresent();
    }

    private static boolean isTold(Subject subject, Reader reader) {
        return reader.story(subject.key()).stream().anyMatch(told -> FaultReport.isEnd(told.envelope()));
    }

    /** What doesn't come about is found out by the rules. */
    private void await(String what, BooleanSupplier isSo) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!isSo.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                progress.printf("huidu: not within %s: %s%n", PATIENCE, what);
                return;
            }
            Thread.sleep(Duration.ofMillis(200));
        }
    }

    private static PrintStream trace(Path directory) {
        try {
            return new PrintStream(
                    Files.newOutputStream(directory.resolve("faults.log")), true, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
