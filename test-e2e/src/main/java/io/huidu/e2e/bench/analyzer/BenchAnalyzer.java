package io.huidu.e2e.bench.analyzer;

import io.huidu.e2e.world.Broker;
import io.huidu.e2e.world.BrokerProcess;
import io.huidu.e2e.world.Scratch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./huidu bench analyzer}. */
@Command(
        name = "./huidu bench analyzer",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Runs one analyzer with many running analyses against a real Kafka and a Prometheus that answers recorded"
                    + " data over HTTP, and prints what it costs and how long after the end of an interval its judgement"
                    + " is heard. Then another analyzer takes half of the releases, and the first one is killed.",
            "",
            "Each analysis has four pods with 31 series each. Processor time is that of the analyzer's process; the"
                    + " machine's other work, and this bench's own, make judgements later.",
            "",
            "Exit code: 0 if 10,000 analyses take less than a core, 1 GiB and 0.2 queries per analysis and interval, the"
                    + " p99 of the delays is under 5 s, and after a kill all are judged again within two intervals; 1 if"
                    + " not; 2 for a wrong option."
        })
public final class BenchAnalyzer implements Callable<Integer> {

    private static final int AIM = 10_000;
    private static final double MOST_CORES = 1;
    private static final double MOST_MIB = 1024;
    private static final double MOST_QUERIES = 0.2;
    private static final Duration LATEST = Duration.ofSeconds(5);

    @Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Option(
            names = "--analyses",
            paramLabel = "N",
            split = ",",
            description = "How many there are, one run for each number. Default: ${DEFAULT-VALUE}")
    private List<Integer> analyses = List.of(100, 1000, 10_000);

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            description = "How often each release is looked at. Default: ${DEFAULT-VALUE}")
    private int interval = 15;

    @Option(
            names = "--scrape",
            paramLabel = "SECONDS",
            description = "How often each pod is scraped. Default: ${DEFAULT-VALUE}")
    private int scrape = 15;

    @Option(names = "--seconds", paramLabel = "N", description = "Of the steady state. Default: ${DEFAULT-VALUE}")
    private int seconds = 60;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            description = "The most that the analyzer's heap may take. Default: ${DEFAULT-VALUE}")
    private String heap = "768m";

    @Option(
            names = "--end",
            paramLabel = "HOW",
            description = "Of the analyzer: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private AnalyzerRun.End end = AnalyzerRun.End.KILLED;

    public static void main(String[] args) {
        System.exit(new CommandLine(new BenchAnalyzer())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        check();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.print(Measured.HEADER);
        boolean met = true;
        for (int count : analyses) {
            try (Scratch scratch = Scratch.create("kafka");
                    Broker broker = BrokerProcess.start(scratch.root())) {
                Fleet fleet = new Fleet(count, Duration.ofSeconds(interval), Duration.ofSeconds(scrape), Instant.now());
                Measured measured =
                        new AnalyzerRun(fleet, Duration.ofSeconds(seconds), heap, end, System.err).measure(broker);
                out.print(measured.row());
                met &= count != AIM || isMet(measured);
            }
        }
        return met ? 0 : 1;
    }

    private static boolean isMet(Measured measured) {
        Duration twoIntervals = measured.fleet().interval().multipliedBy(2);
        return measured.cores() < MOST_CORES
                && measured.mostRssMib() < MOST_MIB
                && measured.queriesPerInterval() < MOST_QUERIES
                && measured.delays().at(0.99).compareTo(LATEST) < 0
                && measured.takenOver()
                        .map(times -> times.first().at(1).compareTo(twoIntervals) < 0)
                        .orElse(true);
    }

    private void check() {
        if (interval < 1 || scrape < 1 || seconds < 1 || analyses.stream().anyMatch(count -> count < 1)) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--analyses, --interval, --scrape, --seconds: got %s, %d, %d, %d, expected 1 or more of each"
                            .formatted(analyses, interval, scrape, seconds));
        }
    }
}
