package io.huidu.shifter.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * The chart's CRD is the one that is generated from {@link CanaryRelease}. To refresh it after a change:
 *
 * <pre>./mvnw -pl shifter -am test -Dtest=CanaryReleaseCrdTest -Dsurefire.failIfNoSpecifiedTests=false -Dhuidu.refresh</pre>
 */
class CanaryReleaseCrdTest {

    private static final Path CHART = Path.of("../charts/huidu/files/crd/canaryreleases.huidu.io.yaml");

    @Test
    void chartCarriesTheGeneratedDefinition() throws IOException {
        String generated = CustomResourceDefinitions.generate();
        if (System.getProperty("huidu.refresh") != null) {
            Files.createDirectories(CHART.getParent());
            Files.writeString(CHART, generated);
        }

        String inChart = Files.readString(CHART);

        assertThat(inChart)
                .as("%s; how to refresh it stands in this test", CHART)
                .isEqualTo(generated);
    }

    @Test
    void everyObjectOfTheSpecKeepsUnknownFieldsSoThatTheyCanBeReported() throws IOException {
        JsonNode spec = schema().at("/properties/spec");

        assertThat(spec.findParents("properties"))
                .isNotEmpty()
                .allSatisfy(object -> assertThat(object.path("x-kubernetes-preserve-unknown-fields")
                                .asBoolean())
                        .as(object.toString())
                        .isTrue());
        assertThat(spec.findValues("properties"))
                .allSatisfy(fields -> assertThat(fields.has("unknown")).isFalse());
    }

    @Test
    void schemaRejectsWhatASchemaCanReject() throws IOException {
        JsonNode spec = schema().at("/properties/spec");

        assertThat(texts(spec.path("required"))).containsExactlyInAnyOrder("versions", "traffic", "steps", "analysis");
        assertThat(spec.at("/properties/versions/minItems").asInt()).isEqualTo(2);
        assertThat(spec.at("/properties/versions/maxItems").asInt()).isEqualTo(2);
        assertThat(spec.at("/properties/steps/maxItems").asInt()).isEqualTo(50);
        assertThat(spec.at("/properties/steps/items/properties/weight/minimum").asInt())
                .isEqualTo(1);
        assertThat(spec.at("/properties/steps/items/properties/weight/maximum").asInt())
                .isEqualTo(100);
        assertThat(texts(spec.at("/properties/analysis/properties/preset/enum")))
                .containsExactlyInAnyOrder("spring-boot", "istio", "nginx-ingress");
        assertThat(texts(spec.at("/properties/safety/properties/onNoData/enum")))
                .containsExactlyInAnyOrder("hold", "rollBack");
        assertThat(spec.at("/properties/analysis/properties/falseRollbackProbability/exclusiveMinimum")
                        .asBoolean())
                .isTrue();
    }

    private static JsonNode schema() throws IOException {
        return new ObjectMapper(new YAMLFactory())
                .readTree(CustomResourceDefinitions.generate())
                .at("/spec/versions/0/schema/openAPIV3Schema");
    }

    private static Iterable<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
