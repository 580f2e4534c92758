package io.huidu.benchmarks;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.concurrent.Callable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./huidu bench judge-update}. */
@Command(
        name = "./huidu bench judge-update",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Measures with JMH, on one thread, what one metric and one interval cost the judge: time, and bytes allocated.",
            "",
            "The mean is what is to be reached; where other processes want the processors, it measures them too, and the"
                    + " median says more.",
            "",
            "Exit code: 0 if an update takes no longer than 2 µs in the mean, 1 if it does, 2 for a wrong option."
        })
public final class BenchJudgeUpdate implements Callable<Integer> {

    private static final double MOST_MICROS = 2;

    @Option(names = "--forks", paramLabel = "N", description = "JVMs one after the other. Default: ${DEFAULT-VALUE}")
    private int forks = 2;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description = "Of a second each, after as many to warm up. Default: ${DEFAULT-VALUE}")
    private int iterations = 5;

    public static void main(String[] args) {
        System.exit(new CommandLine(new BenchJudgeUpdate()).execute(args));
    }

    @Override
    public Integer call() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("\\b" + JudgeUpdate.class.getSimpleName() + "\\b")
                        .forks(forks)
                        .warmupIterations(iterations)
                        .measurementIterations(iterations)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementTime(TimeValue.seconds(1))
                        .threads(1)
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.print("""
                | one metric, one interval | pods | mean | median | allocated | target | met |
                |---|---|---|---|---|---|---|
                """);
        results.forEach(result -> out.print(row(result)));
        return results.stream().filter(BenchJudgeUpdate::isUpdate).allMatch(BenchJudgeUpdate::isMet) ? 0 : 1;
    }

    private static boolean isUpdate(RunResult result) {
        return result.getParams().getBenchmark().endsWith(".observe");
    }

    private static boolean isMet(RunResult result) {
        return result.getPrimaryResult().getScore() <= MOST_MICROS;
    }

    private static String row(RunResult result) {
        BenchmarkParams params = result.getParams();
        Result<?> time = result.getPrimaryResult();
        String target =
                isUpdate(result) ? "≤ %.0f µs | %s".formatted(MOST_MICROS, isMet(result) ? "yes" : "**no**") : "– | –";
        return "| %s | %s | %.2f ± %.2f µs | %.2f µs | %,.0f B | %s |%n"
                .formatted(
                        isUpdate(result) ? "update" : "verdict and report",
                        params.getParam("pods"),
                        time.getScore(),
                        time.getScoreError(),
                        time.getStatistics().getPercentile(50),
                        allocated(result),
                        target);
    }

    private static double allocated(RunResult result) {
        for (Result<?> measured : result.getSecondaryResults().values()) {
            if (measured.getLabel().endsWith("gc.alloc.rate.norm")) {
                return measured.getScore();
            }
        }
        throw new IllegalStateException("gc profiler: got no gc.alloc.rate.norm");
    }
}
