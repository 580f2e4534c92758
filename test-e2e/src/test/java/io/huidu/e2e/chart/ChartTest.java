package io.huidu.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.huidu.e2e.world.BuiltModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the chart comes to with each file of {@code chart/values}. The renderings in {@code chart/rendered} are there to
 * be read: the defaults whole, of the others what differs. To refresh them after a change:
 *
 * <pre>./mvnw -pl test-e2e -am test -Dtest=ChartTest -Dsurefire.failIfNoSpecifiedTests=false -Dhuidu.refresh</pre>
 */
class ChartTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Path RIGHTS = BuiltModule.root().resolve("test-e2e/src/main/resources/world/rights.yaml");
    private static final Path DOCS = BuiltModule.root().resolve("docs");
    private static final Pattern VARIABLE = Pattern.compile("HUIDU_[A-Z_]+");
    private static final Set<String> OF_RIGHTS =
            Set.of("ServiceAccount", "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding");

    static List<String> matrix() {
        return Chart.matrix();
    }

    @Test
    void lintsWithoutAWarning() {
        LintResult result = Chart.helm().lint().strict().call();

        assertThat(result.isFailed())
                .as(String.join("\n", result.getMessages()))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void rendersAsItWasReviewed(String values) throws IOException {
        String rendering = reviewed(values);

        assertSame(Chart.RESOURCES.resolve("rendered").resolve(values + ".yaml"), rendering);
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void rendersWhatKubernetesKnows(String values) {
        assertThat(Chart.rendered(values)).isNotEmpty().allSatisfy(document -> {
            HasMetadata object = StrictKinds.read(document);
            assertThat(object).isNotInstanceOf(GenericKubernetesResource.class);
            assertThat(object.getMetadata().getName()).isNotBlank();
        });
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void keepsToThePodSecurityRestricted(String values) {
        assertThat(deployments(values)).isNotEmpty().allSatisfy(deployment -> {
            PodSpec pod = deployment.getSpec().getTemplate().getSpec();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getHostNetwork()).isNull();
            assertThat(pod.getVolumes()).allMatch(volume -> volume.getHostPath() == null);
            assertThat(pod.getContainers()).hasSize(1).allSatisfy(container -> {
                var security = container.getSecurityContext();
                assertThat(security.getAllowPrivilegeEscalation()).isFalse();
                assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
                assertThat(security.getCapabilities().getAdd()).isEmpty();
                assertThat(container.getName().equals("kafka")
                                || Boolean.TRUE.equals(security.getReadOnlyRootFilesystem()))
                        .isTrue();
                assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
                assertThat(container.getResources().getLimits()).containsKey("memory");
            });
        });
    }

    /** A process refuses a variable that it doesn't know, so a name that is wrong would stop it. */
    @Test
    void setsNoVariableThatIsntInTheDocs() throws IOException {
        String docs = Files.readString(DOCS.resolve("operations.md")) + Files.readString(DOCS.resolve("security.md"));

        assertThat(matrix().stream()
                        .flatMap(values -> Chart.rendered(values).stream())
                        .flatMap(document -> VARIABLE.matcher(document).results())
                        .map(MatchResult::group)
                        .distinct())
                .hasSizeGreaterThan(20)
                .allMatch(docs::contains);
    }

    @Test
    void carriesTheGeneratedDefinitionOfTheResource() throws IOException {
        JsonNode generated = YAML.readTree(
                Chart.FOLDER.resolve("files/crd/canaryreleases.huidu.io.yaml").toFile());

        assertThat(definitions("crd-goes-with-the-chart")).containsExactly(generated);
        assertThat(definitions("other-names")).isEmpty();
        JsonNode kept = definitions("defaults").getFirst();
        assertThat(kept.at("/metadata/annotations")
                        .path("helm.sh/resource-policy")
                        .asText())
                .isEqualTo("keep");
        assertThat(kept.path("spec")).isEqualTo(generated.path("spec"));
    }

    @Test
    void givesTheWorldOfTheTestsTheRightsThatUsersGet() throws IOException {
        String rights = Chart.rendered("console").stream()
                .filter(document -> OF_RIGHTS.contains(kind(document)))
                .collect(Collectors.joining("\n---\n", """
                        # Of the chart's rendering with a console; ChartTest refreshes it.
                        apiVersion: v1
                        kind: Namespace
                        metadata: {name: huidu-system}
                        ---
                        """, "\n"));

        assertSame(RIGHTS, rights);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kafka.bootstrapServer = kafka:9092   | bootstrapServer",
                "kafka.bootstrapServers = kafka       | bootstrapServers",
                "prometheus.url = prometheus:9090     | url",
                "shifter.replicas = 0                 | replicas",
                "analyzer.cdEvents.topic = of/others  | topic",
                "log.level = LOUD                     | level",
                "shifter.rbac.routers[0] = traefik    | routers",
            })
    void refusesValuesThatAreNone(String setting, String named) {
        String[] parts = setting.split(" = ", 2);

        assertThatThrownBy(() -> Chart.helm()
                        .template()
                        .withName(Chart.RELEASE)
                        .withValuesFile(Chart.values("defaults"))
                        .set(parts[0], parts[1].strip())
                        .call())
                .hasMessageContaining(named);
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> Chart.helm()
                        .template()
                        .withName(Chart.RELEASE)
                        .set("prometheus.url", "http://prometheus:9090")
                        .call())
                .hasMessageContaining("kafka.bootstrapServers: got nothing, expected host:port");
    }

    private static String reviewed(String values) {
        List<String> documents = readable(values);
        if (values.equals("defaults")) {
            return together(documents);
        }
        List<String> usual = readable("defaults");
        Stream<String> absent = usual.stream()
                .filter(document ->
                        documents.stream().noneMatch(other -> name(other).equals(name(document))))
                .map(document -> "# not there: " + name(document));
        Stream<String> different = documents.stream().filter(document -> !usual.contains(document));
        return together(Stream.concat(absent, different).toList());
    }

    /** Without what carries a file whole. */
    private static List<String> readable(String values) {
        return Chart.rendered(values).stream()
                .filter(document -> !Set.of("CustomResourceDefinition", "ConfigMap", "PrometheusRule")
                        .contains(kind(document)))
                .toList();
    }

    private static String together(List<String> documents) {
        return String.join("\n---\n", documents) + "\n";
    }

    private static String kind(String document) {
        return tree(document).path("kind").asText();
    }

    private static String name(String document) {
        return "%s %s"
                .formatted(kind(document), tree(document).at("/metadata/name").asText());
    }

    private static JsonNode tree(String document) {
        try {
            return YAML.readTree(document);
        } catch (IOException e) {
            throw new AssertionError(document, e);
        }
    }

    private static List<JsonNode> definitions(String values) {
        return Chart.rendered(values).stream()
                .map(ChartTest::tree)
                .filter(tree -> tree.path("kind").asText().equals("CustomResourceDefinition"))
                .toList();
    }

    private static List<Deployment> deployments(String values) {
        return Chart.rendered(values).stream()
                .filter(document -> kind(document).equals("Deployment"))
                .map(document -> {
                    try {
                        return (Deployment) StrictKinds.read(document);
                    } catch (IOException e) {
                        throw new AssertionError(document, e);
                    }
                })
                .toList();
    }

    private static void assertSame(Path file, String rendering) throws IOException {
        if (System.getProperty("huidu.refresh") != null) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, rendering);
        }
        assertThat(rendering)
                .as("%s; how to refresh it stands in this test", file)
                .isEqualTo(Files.readString(file));
    }
}
