package io.huidu.shifter.operator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.reconcile.ShifterMetrics;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Lease of the one process that acts. A process that dies leaves it behind for ten seconds, one that is told to
 * stop hands it on.
 */
final class Leadership {

    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
    private static final String LEASE = "huidu-shifter";
    private static final Duration DURATION = Duration.ofSeconds(10);
    private static final Duration DEADLINE = Duration.ofSeconds(7);
    private static final Duration RETRY = Duration.ofSeconds(2);

    /** A container that starts again in the same pod has the same name, and leads on at once. */
    private final String identity = Optional.ofNullable(System.getenv("HOSTNAME"))
            .filter(name -> !name.isBlank())
            .orElseGet(Leadership::any);

    private final String namespace;
    private final Runnable lost;
    private final Cluster cluster;
    private final ShifterMetrics metrics;
    private volatile boolean handingOn;

    /**
     * Stands for nothing yet.
     *
     * @param lost ends the process: another one acts from now on
     */
    Leadership(String namespace, Runnable lost, Cluster cluster, ShifterMetrics metrics) {
        this.namespace = namespace;
        this.lost = lost;
        this.cluster = cluster;
        this.metrics = metrics;
    }

    LeaderElectionConfiguration configuration() {
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
                .withLeaseNamespace(namespace)
                .withIdentity(identity)
                .withLeaseDuration(DURATION)
                .withRenewDeadline(DEADLINE)
                .withRetryPeriod(RETRY)
                .withLeaderCallbacks(new LeaderCallbacks(() -> metrics.leading(true), this::stopped, leader -> {}))
                // The SDK would call System.exit, which hangs for ever inside a shutdown hook.
                .withExitOnStopLeading(false)
                .build();
    }

    /** From now on, losing the Lease is what is wanted. */
    void stopping() {
        handingOn = true;
    }

    /** Lets another process lead at once. */
    void handOn() {
        try {
            cluster.find(Lease.class, namespace, LEASE)
                    .filter(lease -> identity.equals(lease.getSpec().getHolderIdentity()))
                    .ifPresent(lease -> {
                        lease.getSpec().setHolderIdentity(null);
                        cluster.update(lease);
                    });
        } catch (KubernetesClientException e) {
            LOG.info("The Lease is left to expire: {}", e.getMessage());
        }
    }

    private void stopped() {
        metrics.leading(false);
        if (!handingOn) {
            lost.run();
        }
    }

    private static String any() {
        return UUID.randomUUID().toString();
    }
}
