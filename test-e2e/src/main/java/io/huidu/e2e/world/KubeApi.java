package io.huidu.e2e.world;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;

/** A Kubernetes API to release in. */
public interface KubeApi extends AutoCloseable {

    /** What an administrator may give as {@code KUBECONFIG}. */
    Path kubeconfig();

    /** A client with all rights. */
    KubernetesClient client();

    /**
     * A new kubeconfig for a service account that exists. It may do what its bindings allow, where {@link #isReal()};
     * everything elsewhere.
     */
    Path kubeconfigOf(ServiceAccountName account);

    /** Whether rights, validation and conflicts are those of Kubernetes; a mock lets everything pass. */
    boolean isReal();

    /** Ends what was started for it. */
    @Override
    void close();
}
