package io.huidu.shifter;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.huidu.events.Topic;
import io.huidu.events.kafka.EventSubscriber;
import io.huidu.events.kafka.KafkaConnection;
import io.huidu.service.Check;
import io.huidu.service.Environment;
import io.huidu.service.EnvironmentException;
import io.huidu.service.ServiceServer;
import io.huidu.shifter.cluster.PeacefulRouter;
import io.huidu.shifter.console.Console;
import io.huidu.shifter.kafka.KafkaVerdicts;
import io.huidu.shifter.operator.ShifterOperator;
import io.huidu.shifter.reconcile.KafkaReach;
import io.javaoperatorsdk.operator.OperatorException;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.DefaultExports;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shifter as a process: releases what the {@code CanaryRelease} objects of a cluster ask for.
 *
 * <p>{@code /readyz} is about the cluster alone. A shifter without Kafka still holds and rolls back, and says in every
 * release's conditions that no verdict can arrive; not being ready would say less, and would block the update of its
 * own Deployment in that very hour.
 */
public final class Shifter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Shifter.class);
    private static final Path POD_NAMESPACE = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");
    private static final int NOT_STARTED = 1;
    private static final int BAD_SETTINGS = 2;

    /**
     * A verdict stands for the shortest time without another after which the analyzer is called silent. One that is
     * older was heard by no process that lives, and what came after it is unknown.
     */
    private static final Duration LOOK_BACK = Duration.ofSeconds(30);

    /** A command that nobody heard for longer is history. What was done before stands in the resources. */
    private static final Duration COMMANDS_LOOK_BACK = Duration.ofHours(1);

    private final ServiceServer server;
    private final EventSubscriber verdicts;
    private final EventSubscriber commands;
    private final ShifterOperator operator;
    private final ScheduledExecutorService looks;
    private final Optional<Console> console;

    private Shifter(
            ServiceServer server,
            EventSubscriber verdicts,
            EventSubscriber commands,
            ShifterOperator operator,
            ScheduledExecutorService looks,
            Optional<Console> console) {
        this.server = server;
        this.verdicts = verdicts;
        this.commands = commands;
        this.operator = operator;
        this.looks = looks;
        this.console = console;
    }

    /** Exits with 0 after SIGTERM, with 2 when the environment has problems, with 1 when it can't start otherwise. */
    public static void main(String[] args) throws InterruptedException {
        try {
            run(Settings.from(new Environment(System.getenv()), POD_NAMESPACE));
        } catch (EnvironmentException e) {
            System.err.println(e.getMessage());
            System.exit(BAD_SETTINGS);
        } catch (UncheckedIOException | OperatorException e) {
            LOG.error("Not started", e);
            System.exit(NOT_STARTED);
        }
    }

    private static void run(Settings settings) throws InterruptedException {
        CollectorRegistry registry = new CollectorRegistry();
        DefaultExports.register(registry);
        KubernetesClient client = kubernetes();
        KafkaConnection kafka = KafkaConnection.open(settings.kafka(), "huidu-shifter");
        Shifter shifter = start(settings, client, kafka, registry, InstantSource.system());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            shifter.close();
                            kafka.close();
                            client.close();
                        },
                        "shutdown"));
        Thread.currentThread().join();
    }

    /**
     * Starts a shifter; what it is given stays its giver's to close.
     *
     * @throws io.javaoperatorsdk.operator.OperatorException when the cluster can't be reached; never because Kafka
     *     can't
     */
    static Shifter start(
            Settings settings,
            KubernetesClient client,
            KafkaConnection kafka,
            CollectorRegistry registry,
            InstantSource clock) {
        registry.register(kafka.metrics());
        KafkaReach reach = new KafkaReach(kafka::reachable, clock);
        Parts parts = Parts.of(settings, client, kafka.publisher(), reach, registry, clock);
        ServiceServer server = ServiceServer.start(
                settings.http(),
                registry,
                List.of(new Check("kubernetes", parts.operator()::fault), new Check("kafka", kafka::fault)),
                List.of(new Check("kubernetes", parts.operator()::problem)),
                parts.endpoints());
        EventSubscriber verdicts = kafka.tail(
                Topic.EVENTS,
                clock.instant().minus(LOOK_BACK),
                new KafkaVerdicts(parts.inbox(), parts.watches()::wake));
        EventSubscriber commands =
                kafka.tail(Topic.COMMANDS, clock.instant().minus(COMMANDS_LOOK_BACK), parts.commands());
        parts.operator().start();
        Optional<Console> console = settings.console()
                .map(wanted -> Console.start(
                        wanted,
                        new Console.Ground(client, kafka, settings.watchNamespaces(), parts.handlers(), clock)));
        Shifter shifter = new Shifter(server, verdicts, commands, parts.operator(), looking(reach, parts), console);
        LOG.info("Started; answers at {}", shifter.address());
        return shifter;
    }

    /** Where it answers to those that run it. */
    InetSocketAddress address() {
        return server.address();
    }

    /** Where people look at it; empty without a console. */
    Optional<URI> console() {
        return console.map(Console::uri);
    }

    @Override
    public void close() {
        looks.shutdown();
        console.ifPresent(Console::close);
        operator.close();
        commands.close();
        verdicts.close();
        server.close();
        LOG.info("Stopped");
    }

    /** An API server that fails now and then is asked again for about a second; after that the release comes again. */
    private static KubernetesClient kubernetes() {
        Config config = new ConfigBuilder(Config.autoConfigure(null))
                .withRequestTimeout((int) Duration.ofSeconds(5).toMillis())
                .withRequestRetryBackoffLimit(3)
                .withUserAgent(PeacefulRouter.MANAGER)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static ScheduledExecutorService looking(KafkaReach reach, Parts parts) {
        ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("kafka-reach").daemon().factory());
        var unused = looks.scheduleWithFixedDelay(
                () -> {
                    if (reach.look()) {
                        parts.watches().wakeAll();
                    }
                },
                0,
                1,
                TimeUnit.SECONDS);
        return looks;
    }
}
