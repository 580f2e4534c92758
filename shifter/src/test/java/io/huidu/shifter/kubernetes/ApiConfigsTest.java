package io.huidu.shifter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.rollout.Reference;
import io.huidu.shifter.rollout.Reference.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient
class ApiConfigsTest {

    private static final Reference APP = new Reference(Kind.CONFIG_MAP, "app");
    private static final Reference DB = new Reference(Kind.SECRET, "db");
    private static final String APP_PATH = "/api/v1/namespaces/shop/configmaps/app";
    private static final String DB_PATH = "/api/v1/namespaces/shop/secrets/db";

    // Set by the extension of the annotation.
    @SuppressWarnings("NullAway.Init")
    KubernetesMockServer server;

    @SuppressWarnings("NullAway.Init")
    KubernetesClient client;

    private Instant now = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void asksOncePerMinuteHoweverOftenItIsRead() {
        server.expect().get().withPath(APP_PATH).andReturn(200, map("1")).once();
        server.expect().get().withPath(APP_PATH).andReturn(200, map("2")).once();
        ApiConfigs configs = configs(EnumSet.allOf(Kind.class));

        Map<String, String> first = configs.read("shop", Set.of(APP)).digests();
        now = now.plusSeconds(59);
        Map<String, String> again = configs.read("shop", Set.of(APP)).digests();
        now = now.plusSeconds(1);
        Map<String, String> later = configs.read("shop", Set.of(APP)).digests();

        assertThat(first).containsOnlyKeys("ConfigMap/app").isEqualTo(again).isNotEqualTo(later);
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void neverAsksForSecretsUnlessItMay() {
        assertThat(configs(Set.of(Kind.CONFIG_MAP)).read("shop", Set.of(DB)).digests())
                .isEmpty();
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void aDigestOfASecretIsKeyedWithWhatOnlyItsReadersKnow() {
        server.expect()
                .get()
                .withPath(DB_PATH)
                .andReturn(200, secret("uid-1", "hunter2"))
                .once();
        server.expect()
                .get()
                .withPath(DB_PATH)
                .andReturn(200, secret("uid-2", "hunter2"))
                .once();
        server.expect()
                .get()
                .withPath(DB_PATH)
                .andReturn(200, secret("uid-1", "hunter2"))
                .once();
        ApiConfigs configs = configs(EnumSet.allOf(Kind.class));

        String one = db(configs);
        String other = db(configs);
        String same = db(configs);

        assertThat(one).hasSize(16).isEqualTo(same).isNotEqualTo(other).doesNotContain("hunter2");
    }

    @Test
    void whatIsMissingIsKnownAndWhatIsRefusedIsLeftOut() {
        server.expect().get().withPath(DB_PATH).andReturn(403, new Status()).always();
        ApiConfigs configs = configs(EnumSet.allOf(Kind.class));

        assertThat(configs.read("shop", Set.of(APP, DB)).digests()).isEqualTo(Map.of("ConfigMap/app", "missing"));
    }

    private String db(ApiConfigs configs) {
        now = now.plus(Duration.ofMinutes(1));
        return configs.read("shop", Set.of(DB)).digests().getOrDefault("Secret/db", "");
    }

    private ApiConfigs configs(Set<Kind> kinds) {
        return new ApiConfigs(new Cluster(client), kinds, () -> now);
    }

    private static ConfigMap map(String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("app")
                .endMetadata()
                .addToData("key", value)
                .build();
    }

    private static Secret secret(String uid, String value) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName("db")
                .withUid(uid)
                .endMetadata()
                .addToData("password", Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)))
                .build();
    }
}
