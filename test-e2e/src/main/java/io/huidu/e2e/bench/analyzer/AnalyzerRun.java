package io.huidu.e2e.bench.analyzer;

import io.huidu.e2e.bench.ImageJvm;
import io.huidu.e2e.bench.ProcessUse;
import io.huidu.e2e.world.Broker;
import io.huidu.e2e.world.HuiduProcess;
import io.huidu.e2e.world.Scratch;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Envelope;
import io.huidu.events.EventIds;
import io.huidu.events.Topic;
import io.huidu.events.kafka.KafkaConnection;
import io.huidu.events.kafka.KafkaSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One analyzer, as a process of its own, with one fleet: brought to its steady state, looked at, joined by another one,
 * and killed.
 */
final class AnalyzerRun {

    /** What happens to the analyzer in the end. */
    enum End {
        STOPPED,
        /** After another one has taken half of the releases. */
        KILLED
    }

    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int AT_A_TIME = 1000;
    private static final URI SOURCE = URI.create("/huidu/bench");

    private final Fleet fleet;
    private final Duration steady;
    private final String heap;
    private final End end;
    private final PrintStream progress;
    private final Heard heard = new Heard();

    AnalyzerRun(Fleet fleet, Duration steady, String heap, End end, PrintStream progress) {
        this.fleet = fleet;
        this.steady = steady;
        this.heap = heap;
        this.end = end;
        this.progress = progress;
    }

    Measured measure(Broker broker) throws InterruptedException, IOException {
        try (Scratch scratch = Scratch.create("bench");
                RecordedPrometheus prometheus = RecordedPrometheus.serve(fleet);
                KafkaConnection kafka = KafkaConnection.open(
                        new KafkaSettings(broker.bootstrapServers(), prefix(), Map.of()), "huidu-bench")) {
            ask(kafka);
            var listening = kafka.tail(Topic.EVENTS, Instant.now(), heard);
            Instant started = Instant.now();
            heard.begin(Instant.EPOCH);
            try (listening;
                    HuiduProcess analyzer = analyzer(broker, prometheus, scratch)) {
                await("every release is judged", () -> heard.releases() == fleet.analyses());
                Duration start = Duration.between(started, Instant.now());
                Thread.sleep(fleet.interval());
                Measured measured = steadyState(prometheus, new ProcessUse(analyzer), start);
                return end == End.KILLED ? killed(measured, analyzer, broker, prometheus) : measured;
            }
        }
    }

    private Measured steadyState(RecordedPrometheus prometheus, ProcessUse process, Duration start)
            throws InterruptedException, IOException {
        progress.printf("huidu: %,d analyses: in the steady state%n", fleet.analyses());
        heard.begin(Instant.now());
        Duration cpu = process.cpu();
        long queries = prometheus.queries();
        long bytes = prometheus.bytes();
        long from = System.nanoTime();
        Thread.sleep(steady);
        double seconds = (System.nanoTime() - from) / 1e9;
        double intervals = fleet.analyses() * seconds / (fleet.interval().toMillis() / 1000.0);
        Measured measured = new Measured(
                fleet,
                start,
                process.cpu().minus(cpu).toNanos() / 1e9 / seconds,
                process.rssMib(),
                process.mostRssMib(),
                (prometheus.queries() - queries) / seconds,
                (prometheus.bytes() - bytes) / seconds / 1e6,
                heard.intervals() / intervals,
                heard.delays(),
                Optional.empty());
        progress.print(measured.row());
        return measured;
    }

    private Measured killed(Measured measured, HuiduProcess first, Broker broker, RecordedPrometheus prometheus)
            throws InterruptedException, IOException {
        try (Scratch scratch = Scratch.create("bench");
                HuiduProcess second = analyzer(broker, prometheus, scratch)) {
            await("another analyzer shares the load", () -> releases(first) < fleet.analyses() && releases(second) > 0);
            heard.begin(Instant.now());
            await("every release is judged again", () -> heard.releases() == fleet.analyses());
            Thread.sleep(fleet.interval());
            progress.printf(
                    "huidu: the first one has %.0f releases, the other one %.0f; the first one is killed%n",
                    releases(first), releases(second));
            first.process().current().kill9();
            heard.begin(Instant.now());
            await("every release is judged again", () -> heard.releases() == fleet.analyses());
        }
        return measured.andTakenOver(new Measured.TakenOver(heard.first(), heard.withEvidence()));
    }

    private static double releases(HuiduProcess analyzer) throws IOException, InterruptedException {
        return new ProcessUse(analyzer).metric("huidu_analyzer_releases");
    }

    private void ask(KafkaConnection kafka) throws InterruptedException {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (AnalysisRequested request : fleet.requests()) {
            sent.add(kafka.publisher()
                    .publish(new Envelope(
                            EventIds.of(request),
                            SOURCE,
                            Instant.now(),
                            request.releaseId(),
                            Optional.empty(),
                            request)));
            if (sent.size() % AT_A_TIME == 0) {
                sent.getLast().join();
            }
        }
        sent.forEach(CompletableFuture::join);
    }

    private HuiduProcess analyzer(Broker broker, RecordedPrometheus prometheus, Scratch scratch) {
        Map<String, String> environment = new HashMap<>(ImageJvm.ENVIRONMENT);
        environment.put("HUIDU_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        environment.put("HUIDU_KAFKA_TOPIC_PREFIX", prefix());
        environment.put("HUIDU_PROMETHEUS_URL", prometheus.uri().toString());
        return HuiduProcess.analyzer(scratch.root(), environment, ImageJvm.options(heap));
    }

    private interface Condition {
        boolean isSo() throws IOException, InterruptedException;
    }

    private void await(String what, Condition condition) throws InterruptedException, IOException {
        progress.printf("huidu: %,d analyses: waiting until %s%n", fleet.analyses(), what);
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.isSo()) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("not within %s: %s; %,d of %,d releases were judged"
                        .formatted(PATIENCE, what, heard.releases(), fleet.analyses()));
            }
            Thread.sleep(PAUSE);
        }
    }

    private String prefix() {
        return "bench-%d-".formatted(fleet.analyses());
    }
}
