package io.huidu.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.huidu.e2e.world.PackagedTools;
import io.huidu.e2e.world.RequiredTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The alerts and recording rules, by Prometheus' own judgement. */
class RulesTest {

    private static final Path RULES = Chart.FOLDER.resolve("files/rules.yaml");
    private static final Path TESTS = Chart.RESOURCES.resolve("rules-test.yaml");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @BeforeAll
    static void needed() {
        RequiredTools.need(PackagedTools.PROMTOOL);
    }

    @Test
    void arePrometheusRules() throws IOException, InterruptedException {
        assertThat(promtool("check", "rules", RULES.toString())).contains("SUCCESS");
    }

    @Test
    void tellWhatTheyShouldAndNothingElse() throws IOException, InterruptedException {
        assertThat(promtool("test", "rules", TESTS.toString())).contains("SUCCESS");
    }

    @Test
    void areAllSeenToFire() throws IOException {
        List<String> alerts = YAML.readTree(RULES.toFile()).findValuesAsText("alert");
        List<String> fired = YAML.readTree(TESTS.toFile()).findParents("exp_alerts").stream()
                .map(test -> test.path("alertname").asText())
                .distinct()
                .toList();

        assertThat(fired).containsExactlyInAnyOrderElementsOf(alerts);
    }

    @Test
    void sayWhatIsUpAndWhatToDo() throws IOException {
        for (JsonNode alert : YAML.readTree(RULES.toFile()).findParents("alert")) {
            assertThat(alert.at("/labels/severity").asText()).isIn("info", "warning", "critical");
            assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
            assertThat(alert.at("/annotations/description").asText()).isNotBlank();
        }
    }

    private static String promtool(String... arguments) throws IOException, InterruptedException {
        List<String> line =
                new ArrayList<>(List.of(PackagedTools.PROMTOOL.path().toString()));
        line.addAll(List.of(arguments));
        Path output = Files.createTempFile("promtool", ".txt");
        try {
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            process.destroyForcibly();
            String said = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(ended && process.exitValue() == 0).as(said).isTrue();
            return said;
        } finally {
            Files.delete(output);
        }
    }
}
