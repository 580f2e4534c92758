package io.huidu.shifter.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.reconcile.ShifterMetrics;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The Java Operator SDK, configured for the shifter: never server-side apply, never the last retry. */
public final class ShifterOperator implements AutoCloseable {

    private static final Duration SYNC = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final Duration AT_THE_LATEST = Duration.ofMinutes(2);

    /**
     * Where the leader's Lease is, and what happens when it is lost.
     *
     * @param namespace of the Lease
     * @param lost ends the process: another one acts from now on
     */
    public record Election(String namespace, Runnable lost) {}

    private final Operator operator;
    private final Optional<Leadership> leadership;
    private final ShifterMetrics metrics;
    private volatile boolean closing;
    private volatile Optional<String> fault = Optional.empty();

    /**
     * Starts nothing yet.
     *
     * @param namespaces that are watched; empty for all
     * @param election empty for a process that is alone
     */
    public ShifterOperator(
            KubernetesClient client,
            ReleaseReconciler reconciler,
            Set<String> namespaces,
            Optional<Election> election,
            ShifterMetrics metrics) {
        this.leadership =
                election.map(where -> new Leadership(where.namespace(), where.lost(), new Cluster(client), metrics));
        this.metrics = metrics;
        this.operator = new Operator(overrider -> configure(overrider, client));
        operator.register(reconciler, configuration -> {
            configuration.withRetry(new GenericRetry()
                    .setInitialInterval(Duration.ofMillis(500))
                    .setIntervalMultiplier(2)
                    .setMaxInterval(Duration.ofSeconds(10).toMillis())
                    .withoutMaxAttempts());
            configuration.withReconciliationMaxInterval(AT_THE_LATEST);
            if (namespaces.isEmpty()) {
                configuration.watchingAllNamespaces();
            } else {
                configuration.settingNamespaces(namespaces);
            }
        });
    }

    private void configure(ConfigurationServiceOverrider overrider, KubernetesClient client) {
        overrider
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                // Lists in routing objects are atomic for server-side apply, and it needs no rights of its own this
                // way.
                .withUseSSAToPatchPrimaryResource(false)
                // What can't be watched is looked at when it is due; the shifter doesn't stop for it.
                .withStopOnInformerErrorDuringStartup(false)
                .withInformerStoppedHandler(
                        (informer, cause) -> stopped(informer.getApiTypeClass().getSimpleName()))
                .withCacheSyncTimeout(SYNC)
                .withReconciliationTerminationTimeout(STOP);
        leadership.map(Leadership::configuration).ifPresent(overrider::withLeaderElectionConfiguration);
    }

    private void stopped(String watch) {
        if (!closing) {
            fault = Optional.of("the watch on %s has ended for good".formatted(watch));
        }
    }

    /** Starts to watch, and to act once it leads. */
    public void start() {
        if (leadership.isEmpty()) {
            metrics.leading(true);
        }
        operator.start();
    }

    /** One sentence that says what isn't watched as it should be; empty when everything is. */
    public Optional<String> problem() {
        if (!operator.getRuntimeInfo().isStarted()) {
            return Optional.of("not started yet");
        }
        String unhealthy = operator.getRuntimeInfo().unhealthyEventSources().values().stream()
                .map(Map::keySet)
                .flatMap(Set::stream)
                .sorted()
                .collect(Collectors.joining(", "));
        return unhealthy.isEmpty() ? Optional.empty() : Optional.of("not watched: " + unhealthy);
    }

    /** One sentence that says what only a restart mends; empty when nothing is wrong. */
    public Optional<String> fault() {
        return fault;
    }

    /** Waits for cycles that run, and hands the Lease on. */
    @Override
    public void close() {
        closing = true;
        leadership.ifPresent(Leadership::stopping);
        operator.stop();
        leadership.ifPresent(Leadership::handOn);
    }
}
