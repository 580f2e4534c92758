package io.huidu.e2e.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.huidu.e2e.bench.statistics.policy.Contenders;
import io.huidu.e2e.bench.statistics.simulation.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {

    private static List<Result> results = List.of();

    @BeforeAll
    static void play() throws InterruptedException {
        List<Scenario> scenarios = Stream.of(
                        "independent",
                        "independent: errors x4",
                        "release, 0.1 % errors",
                        "release, 0.1 % errors: errors x10")
                .map(Played::scenario)
                .toList();
        results = new Bench(4, 2).run(scenarios, Contenders::in, () -> {});
    }

    @Test
    void tellsHowItWasMadeAndWhatIsReachedAndEachScenario() {
        String page = new Page("./huidu bench statistics --seeds 4", results).text();

        assertThat(page)
                .contains("Made by `./huidu bench statistics --seeds 4`")
                .contains("| false rollbacks: independent | 0.0 % (0.0–49.0) | ≤ 1 % | yes |")
                .contains("### release, 0.1 % errors: errors x10\n");
        assertThat(page.lines().filter(line -> line.startsWith("| Argo 5 min |")))
                .hasSize(4);
    }

    @Test
    void writesEachResultAsJson(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("results.json");

        new JsonResults(results).writeTo(file);

        JsonNode all = new ObjectMapper().readTree(file.toFile());
        assertThat(all).hasSize(results.size());
        assertThat(all)
                .allSatisfy(
                        one -> assertThat(one.at("/falseRollbacks/of").asInt()).isEqualTo(4));
        assertThat(all)
                .filteredOn(one -> !one.get("healthy").asBoolean())
                .allSatisfy(one -> assertThat(one.has("requestsHarmed")).isTrue());
    }

    @Test
    void drawsAPointForEachResultOfAPictured() {
        String svg = new Picture(results).svg();

        long expected = results.stream()
                .filter(r -> r.scenario().name().equals("independent: errors x4"))
                .count();
        assertThat(svg.lines().filter(line -> line.contains("<title>"))).hasSize((int) expected);
    }

    @Test
    void comparesWithPeersThatRollBack() {
        List<Comparison.Row> rows = new Comparison(results).rows();

        assertThat(rows).hasSize(2).allSatisfy(row -> {
            assertThat(row.peer()).isPresent();
            assertThat(row.peer().orElseThrow().falseRollbacks().value()).isLessThanOrEqualTo(0.05);
        });
    }
}
