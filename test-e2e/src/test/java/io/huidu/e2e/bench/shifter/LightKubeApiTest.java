package io.huidu.e2e.bench.shifter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bench's API server, seen by the client that the shifter has. */
class LightKubeApiTest {

    private final ObjectStore store = new ObjectStore();
    private final LightKubeApi api = LightKubeApi.serve(store);
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder()
                    .withMasterUrl(api.uri().toString())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();

    @BeforeEach
    void fill() {
        new Shop(3, 1).fill(store);
    }

    @AfterEach
    void stop() {
        client.close();
        api.close();
    }

    @Test
    void findsListsAndDeletes() {
        assertThat(deployment("service-0-v1").getSpec().getReplicas()).isEqualTo(2);
        assertThat(client.apps().deployments().inAnyNamespace().list().getItems())
                .hasSize(6);

        client.resource(deployment("service-0-v1")).delete();

        assertThat(client.apps()
                        .deployments()
                        .inNamespace("shop")
                        .withName("service-0-v1")
                        .get())
                .isNull();
    }

    @Test
    void refusesAnUpdateOfWhatWasReadBeforeAnother() {
        Deployment read = deployment("service-0-v1");
        Deployment same = deployment("service-0-v1");
        read.getSpec().setReplicas(3);
        client.resource(read).update();

        same.getSpec().setReplicas(4);

        assertThatThrownBy(() -> client.resource(same).update())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(409));
        assertThat(deployment("service-0-v1").getSpec().getReplicas()).isEqualTo(3);
        assertThat(deployment("service-0-v1").getMetadata().getGeneration()).isEqualTo(2);
        assertThat(deployment("service-0-v1").getStatus().getReadyReplicas())
                .as("no part of the update")
                .isEqualTo(2);
    }

    @Test
    void tellsInformersOfWhatIsThereAndOfChanges() {
        List<Integer> seen = new CopyOnWriteArrayList<>();
        try (var informer = client.apps().deployments().inAnyNamespace().inform()) {
            informer.addEventHandler(new ResourceEventHandler<>() {
                @Override
                public void onAdd(Deployment added) {}

                @Override
                public void onUpdate(Deployment before, Deployment now) {
                    seen.add(now.getSpec().getReplicas());
                }

                @Override
                public void onDelete(Deployment deleted, boolean unknown) {}
            });
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(informer.getStore().list()).hasSize(6));
            Deployment read = deployment("service-2-v2");
            read.getSpec().setReplicas(7);

            client.resource(read).update();

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(seen).contains(7));
        }
    }

    private Deployment deployment(String name) {
        return client.apps().deployments().inNamespace("shop").withName(name).get();
    }
}
