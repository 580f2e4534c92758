package io.huidu.e2e.kubernetes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.huidu.e2e.world.ApiServer;
import io.huidu.e2e.world.BuiltModule;
import io.huidu.e2e.world.KubeApi;
import io.huidu.e2e.world.KubeApis;
import io.huidu.e2e.world.Manifests;
import io.huidu.e2e.world.Scratch;
import io.huidu.e2e.world.ServiceAccountName;
import io.huidu.shifter.cluster.PeacefulRouter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * An API server that knows conflicts, schemas and rights, with Huidu's manifests on it. Tests skip where there is none:
 * the mock would let everything pass.
 */
final class RealCluster implements AutoCloseable {

    static final ServiceAccountName SHIFTER = new ServiceAccountName("huidu-system", "huidu-shifter");

    private static final Path PUBLISHED = BuiltModule.root().resolve("../shared/crds");

    private final Scratch scratch;
    private final KubeApi api;

    private RealCluster(Scratch scratch, KubeApi api) {
        this.scratch = scratch;
        this.api = api;
    }

    static RealCluster start() {
        Scratch scratch = Scratch.create("cluster");
        KubeApi api = KubeApis.best(scratch.root());
        RealCluster cluster = new RealCluster(scratch, api);
        if (!api.isReal()) {
            cluster.close();
        }
        assumeTrue(api.isReal(), "no kube-apiserver and etcd were found: test-e2e/bin/kube-assets makes them");
        Path chart = BuiltModule.root().resolve("charts/huidu");
        Manifests.applyFile(api, chart.resolve("files/crd/canaryreleases.huidu.io.yaml"));
        Manifests.applyResource(api, Manifests.RIGHTS);
        applyRoutes(api, "istio-1.20.yaml", Manifests.VIRTUAL_SERVICE, Manifests.DESTINATION_RULE);
        applyRoutes(api, "gateway-api-httproute-1.20.yaml", Manifests.HTTP_ROUTE);
        Manifests.applyResource(api, Manifests.GRPC_ROUTE);
        return cluster;
    }

    /** Skips a test that says nothing where the world's own schemas stand in, which let everything pass. */
    void assumePublishedSchemas() {
        assumeTrue(Files.isDirectory(PUBLISHED), "no published schemas of routing objects in %s".formatted(PUBLISHED));
    }

    /** With the project's own schema where it is at hand, so that what is written is checked against it. */
    private static void applyRoutes(KubeApi api, String published, String... resources) {
        Path file = PUBLISHED.resolve(published);
        if (Files.exists(file)) {
            Manifests.applyFile(api, file);
        } else {
            Stream.of(resources).forEach(resource -> Manifests.applyResource(api, resource));
        }
    }

    KubeApi api() {
        return api;
    }

    /** A client with all rights. */
    KubernetesClient host() {
        return api.client();
    }

    /** A client with the shifter's rights and name; the caller closes it. */
    KubernetesClient shifter() {
        Config config = Config.fromKubeconfig(api.kubeconfigOf(SHIFTER).toFile());
        config.setUserAgent(PeacefulRouter.MANAGER);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** A client with all rights that writes as somebody else; the caller closes it. */
    KubernetesClient writingAs(String manager) {
        Config config = new ConfigBuilder(api.client().getConfiguration())
                .withUserAgent(manager)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** Where files of this cluster's life are put. */
    Path directory() {
        return scratch.root();
    }

    /** What the shifter has asked for so far. */
    AuditLog asked() {
        return AuditLog.of(ApiServer.auditLog(scratch.root()), SHIFTER);
    }

    void createNamespace(String name) {
        host().resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }

    @Override
    public void close() {
        api.close();
        scratch.close();
    }
}
