package io.huidu.e2e.world;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.AuthInfoBuilder;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes kubeconfig files of one cluster and one user. */
final class KubeconfigFile {

    private static final String NAME = "huidu-world";

    private KubeconfigFile() {}

    static AuthInfo anyone() {
        return new AuthInfo();
    }

    static AuthInfo bearer(String token) {
        return new AuthInfoBuilder().withToken(token).build();
    }

    /** Writes the file, in place of one that is there. */
    static Path write(Path file, Cluster cluster, AuthInfo user) {
        var kubeconfig = new ConfigBuilder()
                .withApiVersion("v1")
                .withKind("Config")
                .withCurrentContext(NAME)
                .addNewCluster()
                .withName(NAME)
                .withCluster(cluster)
                .endCluster()
                .addNewUser()
                .withName(NAME)
                .withUser(user)
                .endUser()
                .addNewContext()
                .withName(NAME)
                .withNewContext()
                .withCluster(NAME)
                .withUser(NAME)
                .endContext()
                .endContext()
                .build();
        try {
            return Files.writeString(file, Serialization.asYaml(kubeconfig));
        } catch (IOException e) {
            throw new UncheckedIOException("kubeconfig: %s could not be written".formatted(file), e);
        }
    }
}
