package io.huidu.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.huidu.e2e.world.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An image as an OCI archive, unpacked.
 *
 * @param config what a container of it is started with
 * @param files its file system, all layers on each other
 */
record Archive(JsonNode config, Path files) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Archive unpack(Path archive, Scratch scratch) throws IOException, InterruptedException {
        Path blobs = Files.createDirectory(scratch.path(archive.getFileName() + "-blobs"));
        Path files = Files.createDirectory(scratch.path(archive.getFileName() + "-files"));
        untar(archive, blobs);
        JsonNode index = JSON.readTree(blobs.resolve("index.json").toFile());
        JsonNode manifest = blob(blobs, index.at("/manifests/0/digest"));
        for (JsonNode layer : manifest.path("layers")) {
            untar(path(blobs, layer.path("digest")), files);
        }
        return new Archive(blob(blobs, manifest.at("/config/digest")), files);
    }

    JsonNode json(String path) throws IOException {
        return JSON.readTree(files.resolve(path).toFile());
    }

    /** What its process prints in a root of its own, as its own user, without a single environment variable set. */
    String run(Path output) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "chroot",
                "--userspec=" + config.at("/config/User").asText(),
                files.toString(),
                config.at("/config/Env")
                                .valueStream()
                                .map(JsonNode::asText)
                                .filter(variable -> variable.startsWith("JAVA_HOME="))
                                .map(variable -> variable.substring("JAVA_HOME=".length()))
                                .findFirst()
                                .orElseThrow()
                        + "/bin/java"));
        config.at("/config/Entrypoint")
                .valueStream()
                .skip(1)
                .map(JsonNode::asText)
                .forEach(command::add);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().clear();
        // A container has /proc, by which the runtime finds its libraries; this root has none.
        builder.environment().put("LD_LIBRARY_PATH", "/opt/java/lib");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output);
    }

    private static JsonNode blob(Path blobs, JsonNode digest) throws IOException {
        return JSON.readTree(path(blobs, digest).toFile());
    }

    private static Path path(Path blobs, JsonNode digest) {
        return blobs.resolve("blobs").resolve(digest.asText().replace(':', '/'));
    }

    private static void untar(Path archive, Path into) throws IOException, InterruptedException {
        Process tar = new ProcessBuilder(
                        "tar",
                        "--extract",
                        "--warning=no-unknown-keyword",
                        "--file",
                        archive.toString(),
                        "-C",
                        into.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
    }
}
