package io.huidu.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.e2e.world.BuiltModule;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.api.CanaryReleaseStatus;
import io.huidu.shifter.api.Resources;
import io.huidu.shifter.rollout.Checked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real API server makes of the CRD. */
class CanaryReleaseSchemaTest {

    private static final String NAMESPACE = "schema";

    private static final String FINE = """
            apiVersion: huidu.io/v1alpha1
            kind: CanaryRelease
            metadata: {name: %s, namespace: schema}
            spec:
              versions: [{name: v1, deployment: a-v1}, {name: v2, deployment: a-v2}]
              desired: v1
              traffic: {nginxIngress: {ingress: a}}
              steps: [{weight: 25, minDuration: 1h30m, pause: {}}, {weight: 100}]
              analysis: {preset: spring-boot, metrics: [{name: errors, kind: errors}]}
            """;

    /** Every field that a status can have. */
    private static final String STATUS = """
            ---
            observedGeneration: 4
            phase: RollingBack
            reason: NoData
            message: why
            serving: v1
            step: 1/4
            weight: {asked: 25, observed: 5}
            releases: 3
            release:
              id: schema/status/01234567-3
              number: 3
              from: {name: v1, deployment: a-v1, service: a-one, metricLabels: {app: a}}
              to: {name: v2, deployment: a-v2, service: a-two}
              traffic: {nginxIngress: {ingress: a}}
              targetRevision: abc
              startedAt: 2026-01-31T12:00:00.123456Z
              step: 0
              steps: 4
              asked: 25
              askedAt: 2026-01-31T12:00:01Z
              requestId: schema/status/01234567-3/0.2
              requestRevision: 2
              settings: f00
              target: {index: 1, weight: 25}
              reached: {index: 0, weight: 5}
              exposures: [{step: 0, weight: 5, share: ByWeight, from: 2026-01-31T12:00:02Z, warmUntil: 2026-01-31T12:00:03Z}]
              progressSince: 2026-01-31T12:00:04Z
              held: {kind: Silence, reason: NoData, since: 2026-01-31T12:00:05Z}
              ending: {outcome: RolledBack, reason: NoDataDeadline, message: why, at: 2026-01-31T12:00:06Z, retry: "7"}
            verdict:
              verdict: RollBack
              reason: NoData
              message: nothing
              windowEnd: 2026-01-31T12:00:00Z
              missingRequests: 1400
              expectedAt: 2026-03-01T10:30:00Z
              metrics:
              - {name: errors, relativeRisk: 2.5, detectableRisk: 1.5, missingRequests: 1400}
              logE: 1.5
              bound: 4.6
            failed:
              version: v2
              revision: aaa
              retry: "6"
              reason: ErrorsRegressed
              message: worse
              at: 2026-01-31T11:00:00Z
            conditions:
              - type: Valid
                status: "True"
                reason: Valid
                message: the spec has no problems
                lastTransitionTime: 2026-01-31T12:00:00.500Z
                observedGeneration: 4
            history:
              - id: schema/status/01234567-2
                from: v1
                to: v2
                outcome: Aborted
                reason: DesiredChanged
                message: flipped
                startedAt: 2026-01-31T10:00:00Z
                endedAt: 2026-01-31T10:10:00Z
                finalWeight: 50
            """;

    // Set before all tests.
    @SuppressWarnings("NullAway.Init")
    private static RealCluster cluster;

    @BeforeAll
    static void start() {
        cluster = RealCluster.start();
        cluster.createNamespace(NAMESPACE);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    /** What stands in {@code docs/examples} can be applied as it is, and nothing of it is dropped. */
    @Test
    void takesTheExamples() throws IOException {
        try (Stream<Path> files = Files.list(BuiltModule.root().resolve("docs/examples"))) {
            List<Path> examples =
                    files.filter(file -> file.toString().endsWith(".yaml")).toList();
            assertThat(examples).hasSizeGreaterThan(4);
            for (Path file : examples) {
                CanaryRelease example = Serialization.unmarshal(Files.readString(file), CanaryRelease.class);
                example.getMetadata().setNamespace(NAMESPACE);
                example.getMetadata().setName(file.getFileName().toString().replace(".yaml", ""));

                CanaryRelease created = cluster.host().resource(example).create();

                assertThat(Resources.readSpec(created))
                        .isInstanceOf(Checked.Valid.class)
                        .isEqualTo(Resources.readSpec(example));
            }
        }
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused(", {name: v2, deployment: a-v2}", "", "spec.versions"),
                refused("a-v2}]", "a-v2}, {name: v3, deployment: a-v3}]", "spec.versions"),
                refused("deployment: a-v2", "deployment: A_V2", "spec.versions.deployment"),
                refused("{name: v2, deployment", "{deployment", "spec.versions.name: Required value"),
                refused("weight: 25", "weight: 0", "spec.steps.weight"),
                refused("weight: 100", "weight: 101", "spec.steps.weight"),
                refused("weight: 25", "weight: 2.5", "spec.steps.weight"),
                refused("1h30m", "90min", "spec.steps.minDuration"),
                refused("[{weight: 25, minDuration: 1h30m, pause: {}}, {weight: 100}]", "[]", "spec.steps"),
                refused("spring-boot", "quarkus", "spec.analysis.preset: Unsupported value: \"quarkus\""),
                refused("kind: errors}", "kind: cpu}", "spec.analysis.metrics.kind: Unsupported value"),
                refused(
                        "preset: spring-boot",
                        "preset: istio, falseRollbackProbability: 0.5",
                        "falseRollbackProbability"),
                refused(
                        "preset: spring-boot",
                        "preset: istio, onInconclusive: rollback",
                        "spec.analysis.onInconclusive"),
                refused("ingress: a", "", "spec.traffic.nginxIngress.ingress: Required value"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refuses(String yaml, String field) {
        assertThatThrownBy(() -> create("refused", yaml))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refusal -> assertThat(refusal.getCode()).isEqualTo(422))
                .extracting(refusal -> withoutIndex(refusal), STRING)
                .contains(field);
    }

    @Test
    void keepsWhatItDoesNotKnowSoThatItIsReported() {
        create(
                "unknown",
                FINE.replace("weight: 25", "weight: 25, mirrored: 100").replace("desired:", "images: a:2\n  desired:"));

        CanaryRelease read = read("unknown");

        assertThat(Resources.read(read).checked())
                .isEqualTo(new Checked.Invalid(List.of(
                        "spec.images: not known in v1alpha1", "spec.steps[0].mirrored: not known in v1alpha1")));
    }

    @Test
    void carriesEveryFieldOfTheStatus() {
        create("status", FINE);
        CanaryRelease written = read("status");
        written.setStatus(Serialization.unmarshal(STATUS, CanaryReleaseStatus.class));
        cluster.host().resource(written).updateStatus();

        CanaryReleaseStatus read = read("status").getStatus();

        assertThat(Serialization.asYaml(read)).isEqualTo(Serialization.asYaml(written.getStatus()));
        assertThat(Resources.write(Resources.read(read("status")).status()))
                .usingRecursiveComparison()
                .isEqualTo(written.getStatus());
    }

    private static Arguments refused(String replaced, String by, String field) {
        assertThat(FINE).contains(replaced);
        return argumentSet(replaced + " -> " + by, FINE.replace(replaced, by), field);
    }

    /** Newer servers say {@code spec.steps[0].weight} where older ones say {@code spec.steps.weight}. */
    private static String withoutIndex(Throwable refusal) {
        return String.valueOf(refusal.getMessage()).replaceAll("\\[[0-9]+]", "");
    }

    /** As generic as kubectl does it, so that nothing is lost on the way there. */
    private static void create(String name, String yaml) {
        cluster.host()
                .resource(Serialization.unmarshal(yaml.formatted(name), GenericKubernetesResource.class))
                .create();
    }

    private static CanaryRelease read(String name) {
        return cluster.host()
                .resources(CanaryRelease.class)
                .inNamespace(NAMESPACE)
                .withName(name)
                .get();
    }
}
