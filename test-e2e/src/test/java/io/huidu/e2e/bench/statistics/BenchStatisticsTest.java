package io.huidu.e2e.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchStatisticsTest {

    private final StringWriter errors = new StringWriter();
    private final CommandLine command = new CommandLine(new BenchStatistics()).setErr(new PrintWriter(errors, true));

    @Test
    void writesWhatWasAskedFor(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("page.md");

        int code = command.execute(
                "--seeds", "1", "--scenarios", "*: errors x10", "--policies", "z-test*", "--markdown", page.toString());

        assertThat(code).isZero();
        assertThat(page)
                .content()
                .contains(
                        "Made by `./huidu bench statistics --seeds 1 --scenarios '*: errors x10' --policies 'z-test*'`")
                .contains("### 1 per second: errors x10")
                .doesNotContain("### independent\n", "\n| Huidu |");
    }

    @Test
    void tellsOfAllWrongOptionsAtOnceAndBeforeItBegins(@TempDir Path folder) {
        Path nowhere = folder.resolve("missing").resolve("results.json");

        int code = command.execute(
                "--seeds", "0", "--threads", "-1", "--policies", "nobody", "--json", nowhere.toString());

        assertThat(code).isEqualTo(2);
        assertThat(errors.toString())
                .contains("--seeds: got '0', expected 1 or more")
                .contains("--threads: got '-1', expected 1 or more")
                .contains("--policies: got 'nobody', expected a pattern that matches one")
                .contains("--json: got '%s', expected a file that can be written".formatted(nowhere));
    }

    @Test
    void tellsOfAScenarioThatIsNone() {
        int code = command.execute("--scenarios", "nothing of this kind");

        assertThat(code).isEqualTo(2);
        assertThat(errors.toString())
                .contains("--scenarios: got 'nothing of this kind', expected a pattern that matches one");
    }
}
