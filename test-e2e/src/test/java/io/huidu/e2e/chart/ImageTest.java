package io.huidu.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.huidu.e2e.bench.ImageJvm;
import io.huidu.e2e.world.BuiltModule;
import io.huidu.e2e.world.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The images as {@code ./mvnw package} leaves them: what is in them, as whom they run, and that they do. */
class ImageTest {

    private static final String NOBODY_ELSE = "65532:65532";

    // Set before all tests.
    @SuppressWarnings("NullAway.Init")
    private static Scratch scratch;

    @BeforeAll
    static void start() {
        scratch = Scratch.create("images");
    }

    @AfterAll
    static void stop() {
        scratch.close();
    }

    @ParameterizedTest
    @CsvSource({
        "analyzer, huidu-analyzer, io.huidu.analyzer.Analyzer",
        "shifter, huidu-shifter, io.huidu.shifter.Shifter"
    })
    void runsAsNobodyElseAndSaysWhatItNeeds(String module, String name, String main)
            throws IOException, InterruptedException {
        Archive image = unpack(module, name);

        assertThat(image.config().at("/config/User").asText()).isEqualTo(NOBODY_ELSE);
        assertThat(image.config().path("created").asText()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(image.config().at("/config/Entrypoint").valueStream().map(JsonNode::asText))
                .contains(main, "-XX:MaxRAMPercentage=50")
                .containsAll(ImageJvm.options().toList());
        assertThat(components(image)).contains("kafka-clients", "huidu-events").doesNotContain("junit-jupiter");
        assumeTrue(Files.isWritable(Path.of("/")), "another root needs root's rights");
        assertThat(image.run(scratch.path(name + ".out")))
                .contains("HUIDU_KAFKA_BOOTSTRAP_SERVERS: got nothing, expected host:port");
    }

    @ParameterizedTest
    @CsvSource({"servicea-v1, v1", "servicea-v2, v2"})
    void isTheVersionThatItIsNamedFor(String name, String version) throws IOException, InterruptedException {
        Archive image = unpack("test-e2e/servicea", name);

        assertThat(image.config().at("/config/User").asText()).isEqualTo(NOBODY_ELSE);
        assertThat(image.config().at("/config/Env").valueStream().map(JsonNode::asText))
                .contains("SERVICEA_VERSION=" + version, "SERVICEA_ADDRESS=0.0.0.0");
        assertThat(components(image)).contains("spring-boot");
    }

    private static Archive unpack(String module, String name) throws IOException, InterruptedException {
        Path archive = BuiltModule.root().resolve(module).resolve("target").resolve(name + ".tar");
        assumeTrue(Files.exists(archive), archive + ": not found, expected a build on Linux (./mvnw package)");
        return Archive.unpack(archive, scratch);
    }

    private static Iterable<String> components(Archive image) throws IOException {
        assumeTrue(Files.exists(image.files().resolve("sbom/bom.json")), "Maven was offline: no list of components");
        return image.json("sbom/bom.json")
                .path("components")
                .valueStream()
                .map(component -> component.path("name").asText())
                .toList();
    }
}
