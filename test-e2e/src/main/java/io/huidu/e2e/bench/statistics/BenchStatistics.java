package io.huidu.e2e.bench.statistics;

import io.huidu.e2e.bench.statistics.policy.Contender;
import io.huidu.e2e.bench.statistics.policy.Contenders;
import io.huidu.e2e.bench.statistics.simulation.Environment;
import io.huidu.e2e.bench.statistics.simulation.Scenario;
import io.huidu.e2e.bench.statistics.simulation.Scenarios;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./huidu bench statistics}. */
@Command(
        name = "./huidu bench statistics",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Simulates releases of healthy and of regressed versions, and lets Huidu, its peers and two common tests"
                    + " decide on the same counters: how often a healthy version is rolled back, how soon a regressed one"
                    + " is, and how many requests it harms until then.",
            "",
            "Exit code: 0 when it has run, 2 for a wrong option."
        })
public final class BenchStatistics implements Callable<Integer> {

    @Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Option(names = "--seeds", paramLabel = "N", description = "Releases of each kind. Default: ${DEFAULT-VALUE}")
    private int seeds = 100;

    @Option(
            names = "--scenarios",
            paramLabel = "GLOB",
            description = "Only those whose name matches, * and ? being any characters. Default: ${DEFAULT-VALUE}")
    private String scenarios = "*";

    @Option(
            names = "--policies",
            paramLabel = "GLOB",
            description = "Only those whose name matches. Default: ${DEFAULT-VALUE}")
    private String policies = "*";

    @Option(names = "--threads", paramLabel = "N", description = "Default: one for each processor")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write the page to a file as well")
    private @Nullable Path markdown;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "Draw false rollbacks against requests harmed, for errors x4, as SVG")
    private @Nullable Path picture;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results to a file as well")
    private @Nullable Path json;

    @Option(names = "--live", hidden = true, description = "Lines may be overwritten: standard error is a terminal")
    private boolean live;

    public static void main(String[] args) {
        System.exit(new CommandLine(new BenchStatistics()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<Scenario> chosen = Scenarios.all().stream()
                .filter(scenario -> matches(scenarios, scenario.name()))
                .toList();
        check(chosen);
        Bench.Listener listener = live ? new Progress(System.err, Bench.releases(chosen, seeds)) : () -> {};
        List<Result> results = new Bench(seeds, threads).run(chosen, this::contenders, listener);
        String page = new Page(command(), results).text();
        out.print(page);
        if (markdown != null) {
            Files.writeString(markdown, page);
        }
        if (picture != null) {
            Files.writeString(picture, new Picture(results).svg());
        }
        if (json != null) {
            new JsonResults(results).writeTo(json);
        }
        return 0;
    }

    private String command() {
        return "./huidu bench statistics --seeds %d".formatted(seeds)
                + (scenarios.equals("*") ? "" : " --scenarios '%s'".formatted(scenarios))
                + (policies.equals("*") ? "" : " --policies '%s'".formatted(policies));
    }

    private List<Contender> contenders(Environment environment) {
        return Contenders.in(environment).stream()
                .filter(contender -> matches(policies, contender.name()))
                .toList();
    }

    private void check(List<Scenario> chosen) {
        List<String> problems = new ArrayList<>();
        expect(problems, !chosen.isEmpty(), "--scenarios", scenarios, "a pattern that matches one");
        boolean isAnyone = chosen.isEmpty()
                || chosen.stream().anyMatch(s -> !contenders(s.environment()).isEmpty());
        expect(problems, isAnyone, "--policies", policies, "a pattern that matches one");
        expect(problems, seeds >= 1, "--seeds", seeds, "1 or more");
        expect(problems, threads >= 1, "--threads", threads, "1 or more");
        expectWritable(problems, "--markdown", markdown);
        expectWritable(problems, "--picture", picture);
        expectWritable(problems, "--json", json);
        if (!problems.isEmpty() && spec != null) {
            throw new ParameterException(spec.commandLine(), String.join(System.lineSeparator(), problems));
        }
    }

    private static void expect(List<String> problems, boolean holds, String option, Object got, String expected) {
        if (!holds) {
            problems.add("%s: got '%s', expected %s".formatted(option, got, expected));
        }
    }

    /** Told before half an hour of work, not after it. */
    private static void expectWritable(List<String> problems, String option, @Nullable Path file) {
        if (file != null) {
            Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
            boolean isWritable = Files.isDirectory(folder)
                    && (Files.exists(file)
                            ? Files.isRegularFile(file) && Files.isWritable(file)
                            : Files.isWritable(folder));
            expect(problems, isWritable, option, file, "a file that can be written");
        }
    }

    private static boolean matches(String glob, String name) {
        String regex = Pattern.quote(glob).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(name).matches();
    }
}
