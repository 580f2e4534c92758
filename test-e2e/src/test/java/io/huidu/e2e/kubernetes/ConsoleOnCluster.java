package io.huidu.e2e.kubernetes;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.events.EventType;
import io.huidu.events.kafka.KafkaConnection;
import io.huidu.events.kafka.KafkaSettings;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.console.Console;
import io.huidu.shifter.console.ConsoleSettings;
import io.huidu.shifter.kubernetes.ApiControlCommands;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A console to log in to, on a real API server with a release in each of the namespaces {@code shop} and {@code bank}.
 * Nothing moves them, and Kafka is away all the time.
 */
final class ConsoleOnCluster implements AutoCloseable {

    private final RealCluster cluster;
    private final KafkaConnection kafka;
    private final Console console;

    private ConsoleOnCluster(RealCluster cluster) {
        this.cluster = cluster;
        List.of("shop", "bank").forEach(namespace -> {
            cluster.createNamespace(namespace);
            create(cluster, namespace);
        });
        this.kafka = KafkaConnection.open(KafkaSettings.of("127.0.0.1:1"), "console-test");
        InstantSource clock = InstantSource.system();
        this.console = Console.start(
                settings(),
                new Console.Ground(
                        cluster.host(),
                        kafka,
                        Set.of(),
                        Map.of(EventType.COMMAND_PAUSE, new ApiControlCommands(new Cluster(cluster.host()), clock)),
                        clock));
    }

    static ConsoleOnCluster start() {
        return new ConsoleOnCluster(RealCluster.start());
    }

    URI at(String path) {
        return console.uri().resolve(path);
    }

    /** The token of a new account of the shop that may do this with its releases, and nothing else. */
    String token(String name, String... verbs) {
        return ShopAccount.token(cluster, name, List.of(verbs));
    }

    /** The shop's release. */
    CanaryRelease release() {
        return cluster.host()
                .resources(CanaryRelease.class)
                .inNamespace("shop")
                .withName("servicea")
                .get();
    }

    boolean isPaused() {
        return Boolean.TRUE.equals(release().getSpec().paused);
    }

    @Override
    public void close() {
        console.close();
        kafka.close();
        cluster.close();
    }

    private static ConsoleSettings settings() {
        return new ConsoleSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                ConsoleSettings.Login.TOKEN,
                Optional.empty(),
                0,
                "a key that all replicas have in common",
                Duration.ofHours(1),
                Optional.empty(),
                Duration.ofHours(1),
                10_000);
    }

    private static void create(RealCluster cluster, String namespace) {
        cluster.host()
                .resource(Serialization.unmarshal("""
                        apiVersion: huidu.io/v1alpha1
                        kind: CanaryRelease
                        metadata: {name: servicea, namespace: %s}
                        spec:
                          versions: [{name: v1, deployment: servicea-v1}, {name: v2, deployment: servicea-v2}]
                          desired: v1
                          traffic: {nginxIngress: {ingress: servicea}}
                          steps: [{weight: 25}, {weight: 100}]
                          analysis: {preset: spring-boot}
                        """.formatted(namespace), CanaryRelease.class))
                .create();
    }
}
