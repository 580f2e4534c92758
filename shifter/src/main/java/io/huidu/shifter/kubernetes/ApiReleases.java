package io.huidu.shifter.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.huidu.events.ReleaseKey;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.api.Resources;
import io.huidu.shifter.api.UnreadableStatusException;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.reconcile.ReadRelease;
import io.huidu.shifter.reconcile.Releases;
import io.huidu.shifter.rollout.Status;
import java.net.HttpURLConnection;
import java.util.Optional;

/** The {@code CanaryRelease} objects on the API server. */
public final class ApiReleases implements Releases {

    private final Cluster cluster;

    public ApiReleases(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Optional<ReadRelease> find(ReleaseKey key) {
        return cluster.find(CanaryRelease.class, key.namespace(), key.name()).map(ApiReleases::read);
    }

    private static ReadRelease read(CanaryRelease object) {
        try {
            return new ReadRelease(object, Resources.read(object));
        } catch (UnreadableStatusException e) {
            if (!object.isMarkedForDeletion()) {
                throw e;
            }
            // On its way out, the spec alone still says where the route is.
            object.setStatus(null);
            return new ReadRelease(object, Resources.read(object));
        }
    }

    @Override
    public boolean record(ReadRelease read, Status status) {
        try {
            read.object().setStatus(Resources.write(status));
            cluster.updateStatus(read.object());
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw e;
        }
    }
}
