package io.huidu.e2e.world;

import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.ClusterBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;

/** A cluster that is there already and stays, known by the kubeconfig of somebody who may do everything in it. */
public final class GivenKubeApi implements KubeApi {

    private final Path kubeconfig;
    private final Path directory;
    private final Config config;
    private final KubernetesClient client;

    /**
     * Connects to it.
     *
     * @param kubeconfig whose current context is taken
     * @param directory where kubeconfigs for others are written
     */
    public GivenKubeApi(Path kubeconfig, Path directory) {
        this.kubeconfig = kubeconfig;
        this.directory = directory;
        this.config = Config.fromKubeconfig(kubeconfig.toFile());
        this.client = new KubernetesClientBuilder().withConfig(config).build();
    }

    @Override
    public Path kubeconfig() {
        return kubeconfig;
    }

    @Override
    public KubernetesClient client() {
        return client;
    }

    @Override
    public Path kubeconfigOf(ServiceAccountName account) {
        var token = client.serviceAccounts()
                .inNamespace(account.namespace())
                .withName(account.name())
                .tokenRequest();
        Path file = directory.resolve(account.name() + ".kubeconfig");
        return KubeconfigFile.write(
                file, cluster(), KubeconfigFile.bearer(token.getStatus().getToken()));
    }

    @Override
    public boolean isReal() {
        return true;
    }

    @Override
    public void close() {
        client.close();
    }

    private Cluster cluster() {
        return new ClusterBuilder()
                .withServer(config.getMasterUrl())
                .withCertificateAuthority(config.getCaCertFile())
                .withCertificateAuthorityData(config.getCaCertData())
                .withInsecureSkipTlsVerify(config.isTrustCerts() ? true : null)
                .build();
    }
}
