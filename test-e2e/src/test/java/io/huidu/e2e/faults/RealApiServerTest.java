package io.huidu.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.e2e.world.World;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.api.CanaryReleaseStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only a real API server knows: schemas and rights. */
@ExtendWith(SharedWorld.class)
@Order(Integer.MAX_VALUE)
class RealApiServerTest {

    private static final String SPEC = """
            apiVersion: huidu.io/v1alpha1
            kind: CanaryRelease
            metadata: {name: %s, namespace: shop}
            spec:
              versions: [{name: v1, deployment: other-v1}, {name: v2, deployment: other-v2}]
              desired: v1
              traffic: {nginxIngress: {ingress: other}}
              steps: [{weight: 20}, {weight: 100}]
              analysis: {preset: spring-boot}
            """;

    private KubernetesClient client;

    @BeforeEach
    void needsARealOne(World world) {
        assumeTrue(world.kubernetes().isReal(), "the mock lets everything pass");
        client = world.kubernetes().client();
    }

    @Test
    void aReleaseWithProblemsThatNoSchemaSeesGetsOneConditionWithAllOfThem() {
        // Given
        String yaml = SPEC.formatted("problems")
                .replace("desired: v1", "desired: v3")
                .replace("{weight: 20}, {weight: 100}", "{weight: 50}, {weight: 20}")
                .replace("nginxIngress: {ingress: other}", "nginxIngress: {ingress: a}, istio: {virtualService: b}")
                .replace("preset: spring-boot", "preset: spring-boot, intervall: 15s");

        // When
        create(yaml);

        // Then
        await().atMost(Duration.ofSeconds(20))
                .until(() -> condition("problems", "Valid").isPresent());
        assertThat(condition("problems", "Valid")).hasValueSatisfying(valid -> {
            assertThat(valid.getStatus()).isEqualTo("False");
            assertThat(valid.getReason()).isEqualTo("InvalidSpec");
            assertThat(valid.getMessage())
                    .contains("spec.desired: got 'v3', expected a name in spec.versions [v1, v2]")
                    .contains("spec.steps[1].weight: got '20', expected more than 50, the step before")
                    .contains(
                            "spec.traffic: got '2 of them', expected exactly one of gatewayApi, istio, kubernetes and nginxIngress")
                    .contains("intervall");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "desired: v1                | desired: V_1         | spec.desired",
                "{weight: 20}               | {weight: 120}        | spec.steps",
                "preset: spring-boot        | preset: statsd       | spec.analysis.preset",
                "preset: spring-boot        | preset: istio, interval: 15 | spec.analysis.interval",
                ", {name: v2, deployment: other-v2} | ''           | spec.versions",
                "steps: [{weight: 20}, {weight: 100}] | ''         | spec.steps",
            })
    void theSchemaRefusesWhatItCanSee(String right, String wrong, String field) {
        assertThatThrownBy(() -> create(SPEC.formatted("refused").replace(right, wrong)))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(field);
    }

    @ParameterizedTest
    @CsvSource({
        "get,    huidu.io,            canaryreleases,        true",
        "update, huidu.io,            canaryreleases/status, true",
        "update, networking.k8s.io,   ingresses,             true",
        "update, networking.istio.io, virtualservices,       true",
        "get,    apps,                deployments,           true",
        "create, coordination.k8s.io, leases,                true",
        "create, '',                  events,                true",
        "create, huidu.io,            canaryreleases,        false",
        "delete, huidu.io,            canaryreleases,        false",
        "update, apps,                deployments,           true",
        "delete, apps,                deployments,           false",
        "get,    '',                  secrets,               false",
        "create, '',                  pods,                  false",
        "update, '',                  services,              true",
        "delete, '',                  services,              false",
        "update, rbac.authorization.k8s.io, clusterroles,    false",
        "delete, networking.istio.io, virtualservices,       false",
    })
    void theShifterMayDoWhatItNeedsAndNothingElse(String verb, String group, String resource, boolean allowed) {
        // Given
        String[] parts = resource.split("/", -1);
        var attributes = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser("system:serviceaccount:huidu-system:huidu-shifter")
                .withNewResourceAttributes()
                .withNamespace(group.equals("coordination.k8s.io") ? "huidu-system" : "shop")
                .withVerb(verb)
                .withGroup(group)
                .withResource(parts[0])
                .withSubresource(parts.length > 1 ? parts[1] : null)
                .endResourceAttributes()
                .endSpec()
                .build();

        // When
        var review = client.authorization().v1().subjectAccessReview().create(attributes);

        // Then
        assertThat(review.getStatus().getAllowed()).isEqualTo(allowed);
    }

    private void create(String yaml) {
        client.resource(Serialization.unmarshal(yaml, GenericKubernetesResource.class))
                .create();
    }

    private Optional<CanaryReleaseStatus> status(String name) {
        return Optional.ofNullable(client.resources(CanaryRelease.class)
                        .inNamespace("shop")
                        .withName(name)
                        .get())
                .map(CanaryRelease::getStatus);
    }

    private Optional<Condition> condition(String name, String type) {
        return status(name).map(status -> status.conditions).stream()
                .flatMap(List::stream)
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }
}
