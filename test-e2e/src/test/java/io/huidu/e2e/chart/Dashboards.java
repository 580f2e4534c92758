package io.huidu.e2e.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.huidu.e2e.world.BuiltModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The dashboards of the chart. */
public final class Dashboards {

    private static final Path FOLDER = BuiltModule.root().resolve("charts/huidu/files/dashboards");
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A query of a panel.
     *
     * @param panel the dashboard's name and the panel's title
     */
    public record Query(String panel, String expression) {}

    private Dashboards() {}

    static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that show something: no headings. */
    static Stream<JsonNode> panels(JsonNode dashboard) {
        return elements(dashboard.path("panels"))
                .filter(panel -> !panel.path("type").asText().equals("row"));
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** What all panels ask Prometheus, with their variables as they stand. */
    public static List<Query> queries() {
        return files().stream()
                .flatMap(file -> panels(read(file))
                        .flatMap(panel -> elements(panel.path("targets"))
                                .map(target -> new Query(
                                        "%s: %s"
                                                .formatted(
                                                        file.getFileName(),
                                                        panel.path("title").asText()),
                                        target.path("expr").asText()))))
                .toList();
    }
}
