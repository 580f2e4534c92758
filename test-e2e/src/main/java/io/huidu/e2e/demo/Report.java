package io.huidu.e2e.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How the demo went: a table for people, JSON for programs. */
record Report(List<SceneResult> scenes) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROW = "%-32s %-12s %-6s %6s %10s %8s %16s";

    Report {
        scenes = List.copyOf(scenes);
    }

    /** Whether all scenes were played and ended as they should. */
    boolean isAsItShould(int expectedScenes) {
        return scenes.size() == expectedScenes && scenes.stream().allMatch(SceneResult::isAsItShould);
    }

    String table() {
        StringBuilder table = new StringBuilder(
                ROW.formatted("scene", "ended", "right", "time", "requests", "harmed", "fault to 0 %"));
        scenes.forEach(scene -> table.append(System.lineSeparator()).append(row(scene)));
        return table.toString();
    }

    private static String row(SceneResult scene) {
        return ROW.formatted(
                scene.scene().title(),
                scene.ending().map(Glimpse.Ending::toString).orElse("not in time"),
                scene.isAsItShould() ? "yes" : "NO",
                scene.lasted().toSeconds() + " s",
                "%,d".formatted(scene.requests()),
                "%,d".formatted(scene.harmed()),
                scene.faultToZero()
                        .map(d -> "%.1f s".formatted(d.toMillis() / 1000.0))
                        .orElse("–"));
    }

    void writeTo(Path file) {
        ArrayNode all = JSON.createArrayNode();
        scenes.forEach(scene -> all.add(json(scene)));
        try {
            JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), all);
        } catch (IOException e) {
            throw new UncheckedIOException("--json: could not write " + file, e);
        }
    }

    private static ObjectNode json(SceneResult scene) {
        ObjectNode node = JSON.createObjectNode()
                .put("scene", scene.scene().title())
                .put("desired", scene.scene().desired())
                .put("fault", scene.scene().fault().toString())
                .put("ending", scene.ending().map(Glimpse.Ending::toString).orElse("not in time"))
                .put("asItShould", scene.isAsItShould())
                .put("reason", scene.reason())
                .put("message", scene.message())
                .put("seconds", seconds(scene.lasted()))
                .put("requests", scene.requests())
                .put("harmed", scene.harmed())
                .put("strayAfterwards", scene.strayAfterwards());
        scene.faultToZero().ifPresent(d -> node.put("faultToZeroSeconds", seconds(d)));
        ArrayNode steps = node.putArray("steps");
        scene.steps().forEach(step -> steps.add(json(step)));
        return node;
    }

    private static ObjectNode json(StepResult step) {
        return JSON.createObjectNode()
                .put("weight", step.asked().weight().percent())
                .put("testers", step.asked().testers())
                .put("mirror", step.asked().mirror().percent())
                .put("share", step.share())
                .put("shareOfTesters", step.shareOfTesters())
                .put("copies", step.seen().copies())
                .put("asAsked", step.isAsAsked())
                .put("requests", step.seen().users().requests())
                .put("failures", step.seen().users().failures())
                .put("seconds", seconds(step.lasted()));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
