package io.huidu.analyzer.cli;

import io.huidu.events.Probability;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./huidu backtest}. */
@Command(
        name = "./huidu backtest",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Judges measurements of releases that are over as a live release would have been, one JSON line each.",
            "",
            "Exit code: 0 if all could be judged, 1 if a recording was judged otherwise than recorded, 2 if a line or a"
                    + " file can't be read (the others are judged all the same) or an option is wrong."
        })
public final class Backtest implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description = "Cases or recordings as JSON lines, plain or gzipped; '-' for standard input")
    private List<String> files = List.of();

    @Option(
            names = "--alpha",
            paramLabel = "P",
            converter = Converters.OfProbability.class,
            description = "The probability of a false rollback. Default: 0.01, or as recorded")
    private Optional<Probability> alpha = Optional.empty();

    @Option(
            names = "--tolerance",
            paramLabel = "SHARE",
            converter = Converters.OfTolerance.class,
            description =
                    "How much worse v2 may be: 0.1 is ten percent more errors, or ten percent slower. Default: 0, or"
                            + " as recorded")
    private Optional<Double> tolerance = Optional.empty();

    @Option(
            names = "--judge",
            paramLabel = "NAME",
            converter = Converters.OfRule.class,
            description =
                    "Who judges: sequential; mann-whitney, as Kayenta does at the end; or threshold, as Flagger does"
                            + " (99 %% success, p99 500 ms). Default: sequential, or as recorded")
    private Optional<Judging.Rule> rule = Optional.empty();

    @Option(
            names = "--prior-dispersion",
            paramLabel = "PHI",
            converter = Converters.OfDispersion.class,
            description =
                    "How much more counts are expected to vary than independent requests would, before anything is"
                            + " seen; for the sequential judge. Default: that of a release")
    private Optional<Double> priorDispersion = Optional.empty();

    @Option(names = "--summary", description = "Print a table of outcomes on standard error at the end")
    private boolean summary;

    @Option(
            names = "--manifest",
            paramLabel = "CSV",
            description =
                    "For the summary: what is expected of the cases (columns case_id, expect, design); repeatable")
    private List<Path> manifests = List.of();

    @ArgGroup(exclusive = false, heading = "%nA release in Prometheus:%n")
    private @Nullable PrometheusOptions prometheus;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Backtest())
                .setOut(new PrintWriter(System.out, false, StandardCharsets.UTF_8))
                .execute(args));
    }

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        Report report = new Report(command.getOut(), command.getErr(), new Summary(manifest()));
        Judging judging = new Judging(alpha, tolerance, rule, priorDispersion);
        if (files.isEmpty() == (prometheus == null)) {
            throw wrong("expected either FILE… or --prometheus");
        } else if (prometheus != null) {
            report.add(judged(prometheus, judging));
        } else {
            judgeFiles(new PieceJudge(judging), report);
        }
        if (summary) {
            report.summarize();
        }
        return report.exitCode();
    }

    private Result judged(PrometheusOptions options, Judging judging) {
        try {
            return options.judge(judging);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private void judgeFiles(PieceJudge judge, Report report) throws InterruptedException, ExecutionException {
        int threads = Runtime.getRuntime().availableProcessors();
        try (InOrder<Result> results = new InOrder<>(threads, report::add)) {
            for (String file : files) {
                judgeFile(file, judge, results, report);
            }
            results.finish();
        }
    }

    private static void judgeFile(String file, PieceJudge judge, InOrder<Result> results, Report report)
            throws InterruptedException, ExecutionException {
        try (LineReader lines = new LineReader(file, open(file))) {
            Pieces pieces = new Pieces(lines);
            Optional<Piece> next = pieces.next();
            while (next.isPresent() && !report.isCutOff()) {
                Piece piece = next.get();
                results.add(() -> judge.judge(piece));
                next = pieces.next();
            }
        } catch (IOException e) {
            // Told in its place, after the results of what came before.
            results.add(() -> Result.unusable(List.of(String.valueOf(e.getMessage()))));
        }
    }

    private static InputStream open(String file) throws IOException {
        return file.equals("-") ? System.in : new FileInputStream(file);
    }

    private Manifest manifest() {
        try {
            return Manifest.read(manifests);
        } catch (IOException e) {
            throw wrong("--manifest: " + e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
