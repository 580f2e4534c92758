package io.huidu.e2e.world.ingress;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.e2e.world.BuiltModule;
import io.huidu.e2e.world.PackagedTools;
import io.huidu.e2e.world.RequiredTools;
import io.huidu.e2e.world.Router;
import io.huidu.e2e.world.World;
import io.huidu.e2e.world.WorldSettings;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.api.CanaryReleaseStatus;
import io.huidu.shifter.istio.IstioRouter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Users with browsers, while the shifter takes a release through its steps and back. */
class KeptUsersTest {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String V1 = picture("v1");
    private static final String V2 = picture("v2");

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static World world;

    @BeforeAll
    static void start() {
        RequiredTools.need(PackagedTools.NGINX, PackagedTools.PROMETHEUS);
        world = World.start(WorldSettings.DEFAULT.withRouter(Router.ISTIO));
        var route = IstioRouter.KINDS.getFirst();
        world.kubernetes()
                .client()
                .genericKubernetesResources(route)
                .inNamespace(World.NAMESPACE)
                .withName("servicea")
                .patch(merge(), "{\"spec\": {\"hosts\": [\"%s\", \"localhost\"]}}".formatted(World.HOST));
    }

    @AfterAll
    static void stop() {
        if (world != null) {
            world.close();
        }
    }

    /** Answers that are no picture are the few errors that both versions have. */
    @Test
    void whoSawTheNewVersionStaysThereUntilTheRollback() {
        // Given
        world.kubernetes()
                .client()
                .resource(Serialization.unmarshal("""
                        apiVersion: huidu.io/v1alpha1
                        kind: CanaryRelease
                        metadata: {name: servicea, namespace: shop}
                        spec:
                          versions: [{name: v1, deployment: servicea-v1}, {name: v2, deployment: servicea-v2}]
                          desired: v2
                          traffic:
                            istio: {virtualService: servicea, destinationRule: servicea}
                            sessionAffinity: {cookieName: version}
                          steps: [{weight: 20, pause: {}}, {weight: 60, pause: {}}, {weight: 100}]
                          analysis:
                            preset: spring-boot
                            interval: 1s
                            warmup: 0s
                            minRequests: 100
                            metrics: [{name: errors, kind: errors, harmBudget: 0.1}]
                        """, CanaryRelease.class))
                .create();
        awaitReached(20);
        List<Browser> users = Stream.generate(KeptUsersTest::userOfV2).limit(3).toList();

        // When the weight rises
        annotate("resume", requireNonNull(release().orElseThrow().requestId));
        await().atMost(SOON).until(() -> {
            users.forEach(user -> assertThat(user.ask()).isNotEqualTo(V1));
            return hasReached(60);
        });

        // Then they stay
        assertThat(pictures(users)).contains(V2).doesNotContain(V1);

        // When it is rolled back
        annotate("rollback", release().orElseThrow().id + " oncall: as the test asks");
        await().atMost(SOON).until(() -> release().isEmpty());

        // Then no cookie leads to it, though they still have it
        users.forEach(user -> await().atMost(SOON).until(() -> user.ask().equals(V1)));
        assertThat(pictures(users)).contains(V1).doesNotContain(V2);
        assertThat(users).allMatch(user -> user.cookie("version").isPresent());
    }

    private static String picture(String version) {
        Path file =
                BuiltModule.root().resolve("test-e2e/servicea/src/main/resources/pictures/%s.svg".formatted(version));
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new one, who is given a cookie of it. */
    private static Browser userOfV2() {
        return await().atMost(SOON)
                .until(
                        () -> new Browser(world.nginx()),
                        user -> user.ask().equals(V2) && user.cookie("version").isPresent());
    }

    private static List<String> pictures(List<Browser> users) {
        return users.stream()
                .flatMap(user -> IntStream.range(0, 50).mapToObj(i -> user.ask()))
                .toList();
    }

    private static void awaitReached(int weight) {
        await().atMost(SOON).until(() -> hasReached(weight));
    }

    /** As it was observed. */
    private static boolean hasReached(int weight) {
        return release()
                .flatMap(release -> Optional.ofNullable(release.reached))
                .filter(reached -> Integer.valueOf(weight).equals(reached.weight))
                .isPresent();
    }

    private static void annotate(String name, String value) {
        resource()
                .patch(merge(), "{\"metadata\": {\"annotations\": {\"huidu.io/%s\": \"%s\"}}}".formatted(name, value));
    }

    private static PatchContext merge() {
        return PatchContext.of(PatchType.JSON_MERGE);
    }

    private static Optional<CanaryReleaseStatus.Release> release() {
        return Optional.ofNullable(resource().get().getStatus()).map(status -> status.release);
    }

    private static Resource<CanaryRelease> resource() {
        return world.kubernetes()
                .client()
                .resources(CanaryRelease.class)
                .inNamespace(World.NAMESPACE)
                .withName("servicea");
    }
}
