package io.huidu.e2e.bench.faults;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./huidu bench faults}. */
@Command(
        name = "./huidu bench faults",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Runs many releases, of which a third are bad, by two analyzers and two shifters on three brokers, a real API"
                    + " server and a real Prometheus, while processes are killed and suspended and the ways between them"
                    + " cut, and commands come twice and out of order. Then it reads all events as a reader should.",
            "",
            "Rules: each release has exactly one end after de-duplication, in order, as its status and its route say; none"
                    + " is lost; no weight rises after a rollback; no bad version is promoted.",
            "",
            "The seed says which faults come when; what they meet depends on the machine.",
            "",
            "Exit code: 0 if all rules held; 1 if not, with each that was broken; 2 for a wrong option."
        })
public final class BenchFaults implements Callable<Integer> {

    @Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Option(names = "--releases", paramLabel = "N", description = "How many. Default: ${DEFAULT-VALUE}")
    private int releases = 200;

    @Option(
            names = "--seed",
            paramLabel = "S",
            split = ",",
            description = "Of the chances; one run for each. Default: ${DEFAULT-VALUE}")
    private List<Long> seeds = List.of(1L);

    public static void main(String[] args) {
        System.exit(new CommandLine(new BenchFaults()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (releases < 1) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--releases: got %d, expected 1 or more".formatted(releases));
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        boolean held = true;
        for (long seed : seeds) {
            FaultReport report = new FaultRun(releases, seed, System.err).run();
            out.print(report.text());
            held &= report.broken().isEmpty();
        }
        return held ? 0 : 1;
    }
}
