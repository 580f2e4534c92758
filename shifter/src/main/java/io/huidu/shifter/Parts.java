package io.huidu.shifter;

import com.sun.net.httpserver.HttpHandler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.huidu.events.EventType;
import io.huidu.events.kafka.EventPublisher;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.cluster.Contests;
import io.huidu.shifter.cluster.PeacefulRouter;
import io.huidu.shifter.cluster.RoutingObject;
import io.huidu.shifter.command.CommandHandler;
import io.huidu.shifter.command.ControlCommand;
import io.huidu.shifter.gatewayapi.GatewayRouter;
import io.huidu.shifter.gatewayapi.RouteKind;
import io.huidu.shifter.istio.IstioRouter;
import io.huidu.shifter.kafka.CommandRefusals;
import io.huidu.shifter.kafka.KafkaAnalyses;
import io.huidu.shifter.kafka.KafkaCommands;
import io.huidu.shifter.kafka.KafkaMessenger;
import io.huidu.shifter.kubernetes.ApiConfigs;
import io.huidu.shifter.kubernetes.ApiControlCommands;
import io.huidu.shifter.kubernetes.ApiReleaseCommands;
import io.huidu.shifter.kubernetes.ApiReleases;
import io.huidu.shifter.kubernetes.Deployments;
import io.huidu.shifter.kubernetes.KubernetesEvents;
import io.huidu.shifter.nginx.NginxIngressRouter;
import io.huidu.shifter.operator.ReleaseReconciler;
import io.huidu.shifter.operator.ShifterOperator;
import io.huidu.shifter.operator.ShifterOperator.Election;
import io.huidu.shifter.operator.Watches;
import io.huidu.shifter.push.PushEndpoint;
import io.huidu.shifter.reconcile.Analyses;
import io.huidu.shifter.reconcile.Announcer;
import io.huidu.shifter.reconcile.Cycle;
import io.huidu.shifter.reconcile.Farewell;
import io.huidu.shifter.reconcile.KafkaReach;
import io.huidu.shifter.reconcile.LogAnnouncer;
import io.huidu.shifter.reconcile.Observer;
import io.huidu.shifter.reconcile.Outbox;
import io.huidu.shifter.reconcile.PlanExecution;
import io.huidu.shifter.reconcile.Releases;
import io.huidu.shifter.reconcile.ShifterMetrics;
import io.huidu.shifter.reconcile.VerdictInbox;
import io.huidu.shifter.reconcile.Workloads;
import io.huidu.shifter.rollout.Traffic;
import io.huidu.shifter.route.Router;
import io.huidu.shifter.service.ServiceRouter;
import io.prometheus.client.CollectorRegistry;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The parts of a shifter, put together. */
record Parts(
        ShifterOperator operator,
        Watches watches,
        VerdictInbox inbox,
        KafkaCommands commands,
        Map<EventType, CommandHandler> handlers,
        Map<String, HttpHandler> endpoints) {

    private static final int LOST_THE_LEASE = 1;

    static Parts of(
            Settings settings,
            KubernetesClient client,
            EventPublisher publisher,
            KafkaReach kafka,
            CollectorRegistry registry,
            InstantSource clock) {
        Cluster cluster = new Cluster(client);
        ShifterMetrics metrics = new ShifterMetrics(registry);
        VerdictInbox inbox = new VerdictInbox(clock);
        Watches watches = new Watches(() -> routeKinds(cluster));
        Function<Traffic, Router> routers = routers(cluster, clock);
        Releases releases = new ApiReleases(cluster);
        Analyses analyses = new KafkaAnalyses(publisher, clock);
        Outbox outbox = new Outbox(new KafkaMessenger(publisher));
        metrics.untold(outbox::waiting);
        List<Announcer> announcers = List.of(new LogAnnouncer(), new KubernetesEvents(cluster, metrics));
        Workloads workloads = new Deployments(cluster);
        Observer observer = new Observer(routers, workloads, new ApiConfigs(cluster, settings.configs(), clock), kafka);
        PlanExecution execution =
                new PlanExecution(routers, workloads, releases, analyses, outbox, announcers, metrics, clock);
        ReleaseReconciler reconciler = new ReleaseReconciler(
                new Cycle(releases, observer, inbox, outbox, execution, clock),
                new Farewell(routers, workloads, analyses, outbox, inbox, metrics, clock),
                releases,
                watches,
                metrics,
                clock);
        ShifterOperator operator = new ShifterOperator(
                client,
                reconciler,
                settings.watchNamespaces(),
                settings.electionNamespace().map(namespace -> new Election(namespace, Parts::lost)),
                metrics);
        Map<EventType, CommandHandler> handlers = handlers(cluster, clock);
        KafkaCommands commands =
                new KafkaCommands(handlers, settings.commands().authority(), new CommandRefusals(publisher, clock));
        return new Parts(operator, watches, inbox, commands, handlers, endpoints(settings, cluster, publisher));
    }

    private static Map<String, HttpHandler> endpoints(Settings settings, Cluster cluster, EventPublisher publisher) {
        return settings.pushSecret()
                .map(secret -> Map.<String, HttpHandler>of(
                        PushEndpoint.PATH,
                        new PushEndpoint(
                                secret,
                                () -> cluster.all(CanaryRelease.class, settings.watchNamespaces()),
                                settings.commands().signing(),
                                publisher)))
                .orElse(Map.of());
    }

    private static Map<EventType, CommandHandler> handlers(Cluster cluster, InstantSource clock) {
        Map<EventType, CommandHandler> handlers = new EnumMap<>(EventType.class);
        handlers.put(EventType.COMMAND_RELEASE, new ApiReleaseCommands(cluster, clock));
        CommandHandler control = new ApiControlCommands(cluster, clock);
        ControlCommand.TYPES.forEach(type -> handlers.put(type, control));
        return handlers;
    }

    private static Function<Traffic, Router> routers(Cluster cluster, InstantSource clock) {
        Contests contests = new Contests();
        return traffic -> new PeacefulRouter(router(cluster, traffic), contests, clock);
    }

    private static RoutingObject router(Cluster cluster, Traffic traffic) {
        return switch (traffic) {
            case Traffic.Istio istio ->
                istio.destinationRule()
                        .map(rule -> new IstioRouter(cluster, rule, istio.breaker()))
                        .orElseGet(() -> new IstioRouter(cluster));
            case Traffic.HttpRoute route -> GatewayRouter.of(cluster, RouteKind.HTTP, route.ability());
            case Traffic.GrpcRoute route -> GatewayRouter.of(cluster, RouteKind.GRPC, route.ability());
            case Traffic.NginxIngress ingress -> new NginxIngressRouter(cluster);
            case Traffic.KubernetesService service -> new ServiceRouter(cluster);
        };
    }

    /** Of each kind of routing object with versions of its own, the first version that the cluster has. */
    private static List<ResourceDefinitionContext> routeKinds(Cluster cluster) {
        return Stream.of(IstioRouter.KINDS, RouteKind.HTTP.versions(), RouteKind.GRPC.versions())
                .flatMap(versions -> versions.stream().filter(cluster::serves).limit(1))
                .toList();
    }

    /** Another process acts from now on; this one is started again as its standby. */
    private static void lost() {
        new Thread(() -> System.exit(LOST_THE_LEASE), "lost-the-lease").start();
    }
}
