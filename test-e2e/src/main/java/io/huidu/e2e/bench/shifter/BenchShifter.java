package io.huidu.e2e.bench.shifter;

import io.huidu.e2e.world.Broker;
import io.huidu.e2e.world.InProcessBroker;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./huidu bench shifter}. */
@Command(
        name = "./huidu bench shifter",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Runs one shifter with many CanaryReleases against an API server in memory and a real Kafka, and prints what"
                    + " it costs while nothing changes, and how soon a rollback verdict is on the route.",
            "",
            "Processor time is that of the shifter's process; the machine's other work makes reactions slower.",
            "",
            "Exit code: 0 if 2,000 releases take less than 20 %% of a core and 400 MiB, and the p99 of the reactions is"
                    + " under 250 ms; 1 if not; 2 for a wrong option."
        })
public final class BenchShifter implements Callable<Integer> {

    private static final int AIM = 2000;
    private static final double MOST_CORES = 0.2;
    private static final double MOST_MIB = 400;
    private static final Duration SLOWEST = Duration.ofMillis(250);

    @Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Option(
            names = "--releases",
            paramLabel = "N",
            split = ",",
            description = "How many there are, one run for each number. Default: ${DEFAULT-VALUE}")
    private List<Integer> releases = List.of(200, 2000, 20000);

    @Option(
            names = "--running",
            paramLabel = "N",
            description = "How many of them run, and not more than a tenth. Default: ${DEFAULT-VALUE}")
    private int running = 200;

    @Option(names = "--seconds", paramLabel = "N", description = "Of the steady state. Default: ${DEFAULT-VALUE}")
    private int seconds = 60;

    public static void main(String[] args) {
        System.exit(new CommandLine(new BenchShifter()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        check();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.print("""
                | releases | running | processor | heap | resident | API requests/s | verdict to route p50 | p99 |
                |---|---|---|---|---|---|---|---|
                """);
        boolean met = true;
        try (Broker broker = InProcessBroker.start()) {
            for (int count : releases) {
                Shop shop = new Shop(count, Math.min(running, count / 10));
                Measured measured = new ShifterRun(shop, Duration.ofSeconds(seconds), System.err).measure(broker);
                out.print(measured.row());
                met &= count != AIM || isMet(measured);
            }
        }
        return met ? 0 : 1;
    }

    private static boolean isMet(Measured measured) {
        return measured.cores() < MOST_CORES
                && measured.rssMib() < MOST_MIB
                && measured.reaction(0.99).compareTo(SLOWEST) < 0;
    }

    private void check() {
        if (running < 1 || seconds < 1 || releases.stream().anyMatch(count -> count < 10)) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--releases, --running, --seconds: got %s, %d, %d, expected 10 or more, 1 or more, 1 or more"
                            .formatted(releases, running, seconds));
        }
    }
}
