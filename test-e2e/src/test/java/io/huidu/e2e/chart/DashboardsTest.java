package io.huidu.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Grafana's conventions, and our own: nothing is shown without saying what it is. */
class DashboardsTest {

    private static final int SCHEMA = 39; // Grafana 10.4 and later
    private static final Set<String> OF_GRAFANA = Set.of("__data");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_]+)");

    static List<Path> files() {
        return Dashboards.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void isFoundByANameOfItsOwnAndLeadsToTheOther(Path file) {
        JsonNode dashboard = Dashboards.read(file);

        assertThat(dashboard.path("schemaVersion").asInt()).isEqualTo(SCHEMA);
        assertThat(dashboard.path("uid").asText())
                .isEqualTo("huidu-" + file.getFileName().toString().replace(".json", ""));
        assertThat(dashboard.has("id")).as("an id is one Grafana's own").isFalse();
        assertThat(dashboard.path("title").asText()).startsWith("Huidu / ");
        assertThat(dashboard.path("description").asText()).isNotBlank();
        assertThat(dashboard.path("tags").toString()).contains("huidu");
        Set<String> others = files().stream()
                .map(other -> Dashboards.read(other).path("uid").asText())
                .filter(uid -> !uid.equals(dashboard.path("uid").asText()))
                .collect(Collectors.toSet());
        assertThat(dashboard.path("links").findValuesAsText("url"))
                .allMatch(url -> others.stream().anyMatch(uid -> url.startsWith("/d/" + uid + "?")))
                .hasSameSizeAs(others);
    }

    @Test
    void leadsToTheConsoleWhereThereIsOne() {
        List<String> rendered = Chart.rendered("console").stream()
                .filter(document -> document.contains("\"uid\": \"huidu-"))
                .toList();

        assertThat(rendered).hasSameSizeAs(files());
        assertThat(rendered)
                .anyMatch(document -> document.contains("\"https://huidu.example.com/r/${namespace}/${release}\""))
                .anyMatch(document -> document.contains("\"https://huidu.example.com/\""))
                .allMatch(document -> document.contains("/d/huidu-"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void takesItsDataFromTheSourceThatIsChosen(Path file) {
        JsonNode dashboard = Dashboards.read(file);

        assertThat(dashboard.at("/templating/list/0/type").asText()).isEqualTo("datasource");
        assertThat(dashboard.at("/templating/list/0/name").asText()).isEqualTo("datasource");
        List<JsonNode> sources = dashboard.findValues("datasource");
        assertThat(sources).isNotEmpty().allSatisfy(source -> {
            assertThat(source.path("type").asText()).isEqualTo("prometheus");
            assertThat(source.path("uid").asText()).isEqualTo("${datasource}");
        });
        assertThat(Dashboards.panels(dashboard)).allMatch(panel -> panel.has("datasource"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void namesNoVariableThatItDoesntHave(Path file) {
        JsonNode dashboard = Dashboards.read(file);
        Set<String> known = Dashboards.elements(dashboard.at("/templating/list"))
                .map(variable -> variable.path("name").asText())
                .collect(Collectors.toCollection(HashSet::new));
        known.addAll(OF_GRAFANA);
        Stream<String> texts =
                Stream.of("expr", "url", "definition").flatMap(field -> dashboard.findValuesAsText(field).stream());

        assertThat(texts.flatMap(text -> VARIABLE.matcher(text).results().map((MatchResult found) -> found.group(1)))
                        .filter(name -> !known.contains(name)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void saysOfEveryPanelWhatItShowsAndInWhatUnit(Path file) {
        JsonNode dashboard = Dashboards.read(file);
        List<JsonNode> panels = Dashboards.panels(dashboard).toList();

        assertThat(panels.stream().map(panel -> panel.path("title").asText())).doesNotHaveDuplicates();
        assertThat(panels.stream().map(panel -> panel.path("id").asInt())).doesNotHaveDuplicates();
        assertThat(panels).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.path("title").asText()).isNotBlank();
            assertThat(panel.path("description").asText()).endsWith(".");
            assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotBlank();
            assertThat(panel.at("/fieldConfig/defaults/thresholds/steps")).isNotEmpty();
            assertThat(Dashboards.elements(panel.path("targets")))
                    .isNotEmpty()
                    .allMatch(target -> !target.path("expr").asText().isBlank());
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void laysItsPanelsOutWithoutOverlap(Path file) {
        Set<List<Integer>> taken = new HashSet<>();
        Dashboards.elements(Dashboards.read(file).path("panels")).forEach(panel -> {
            JsonNode at = panel.path("gridPos");
            assertThat(at.path("x").asInt() + at.path("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = 0; x < at.path("w").asInt(); x++) {
                for (int y = 0; y < at.path("h").asInt(); y++) {
                    List<Integer> cell =
                            List.of(at.path("x").asInt() + x, at.path("y").asInt() + y);
                    assertThat(taken.add(cell))
                            .as("%s at %s", panel.path("title"), cell)
                            .isTrue();
                }
            }
        });
    }
}
