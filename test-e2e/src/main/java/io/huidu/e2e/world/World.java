package io.huidu.e2e.world;

import io.huidu.e2e.world.ServiceA.Behaviour;
import io.huidu.e2e.world.ingress.Destination;
import io.huidu.e2e.world.ingress.Nginx;
import io.huidu.e2e.world.ingress.TrafficController;
import io.huidu.e2e.world.load.LoadGenerator;
import io.huidu.e2e.world.load.LoadSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * All parts together: the shop with both versions of its service, its users, Prometheus, Kafka, Kubernetes, and Huidu's
 * two services, which watch for releases. Everything listens on loopback alone and ends with {@link #close}, or with
 * this JVM.
 */
public final class World implements AutoCloseable {

    /** Where the shop is: see {@link Manifests#SHOP}. */
    public static final String NAMESPACE = "shop";

    /** By which users know it. */
    public static final String HOST = "servicea.com";

    /** As whom the shifter acts. */
    public static final ServiceAccountName SHIFTER = new ServiceAccountName("huidu-system", "huidu-shifter");

    private static final List<String> VERSIONS = List.of("v1", "v2");
    private static final Duration OPENING = Duration.ofSeconds(30);

    private final Parts parts;
    private final Scratch directory;
    private final KubeApi kubernetes;
    private final BrokerProcess broker;
    private final Prometheus prometheus;
    private final Nginx nginx;
    private final Map<String, ServiceA> services;
    private final HuiduProcess analyzer;
    private final HuiduProcess shifter;
    private final LoadGenerator users;

    /**
     * Starts everything and waits until all of it is ready and users are served, by v1.
     *
     * @throws RuntimeException when a part doesn't start; the others are ended then
     */
    public static World start(WorldSettings settings) {
        Parts parts = new Parts();
        Runtime.getRuntime().addShutdownHook(new Thread(parts::close, "end-the-world"));
        try {
            return new World(settings, parts);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /** What needs nothing starts at the same time; what needs others, as soon as they are there. */
    private World(WorldSettings settings, Parts parts) {
        this.parts = parts;
        this.directory = parts.add(Scratch.create("world"));
        try (ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor()) {
            var api = start(starters, () -> startKubernetes(settings.router()));
            var kafka = start(starters, () -> parts.add(BrokerProcess.start(directory.root())));
            var metrics = start(starters, () -> parts.add(Prometheus.start(settings.scrapeInterval())));
            var pods = start(starters, () -> startServices(settings.seed()));
            var judge = kafka.thenCombineAsync(metrics, this::startAnalyzer, starters);
            var mover = kafka.thenCombineAsync(api, this::startShifter, starters);
            this.nginx = parts.add(Nginx.start());
            this.kubernetes = api.join();
            this.broker = kafka.join();
            this.prometheus = metrics.join();
            this.services = pods.join();
            openTheShop();
            this.analyzer = judge.join();
            this.shifter = mover.join();
            this.prometheus.setTargets(
                    Stream.concat(pods(), Stream.of(analyzer, shifter).map(Prometheus.Target::huidu))
                            .toList());
        }
        this.users = startUsers(settings.requestsPerSecond());
    }

    public KubeApi kubernetes() {
        return kubernetes;
    }

    public BrokerProcess broker() {
        return broker;
    }

    public Prometheus prometheus() {
        return prometheus;
    }

    public Nginx nginx() {
        return nginx;
    }

    /** One of the versions {@code v1} and {@code v2}, to make it better or worse. */
    public ServiceA service(String version) {
        return Objects.requireNonNull(services.get(version), version);
    }

    public HuiduProcess analyzer() {
        return analyzer;
    }

    public HuiduProcess shifter() {
        return shifter;
    }

    public LoadGenerator users() {
        return users;
    }

    /** The folder of what the analyzer records. */
    public Path recordings() {
        return directory.path("recordings");
    }

    @Override
    public void close() {
        parts.close();
    }

    private static <T> CompletableFuture<T> start(ExecutorService starters, Supplier<T> part) {
        return CompletableFuture.supplyAsync(part, starters);
    }

    private KubeApi startKubernetes(Router router) {
        KubeApi api = parts.add(KubeApis.best(directory.root()));
        Path chart = BuiltModule.root().resolve("charts/huidu");
        Manifests.applyFile(api, chart.resolve("files/crd/canaryreleases.huidu.io.yaml"));
        Manifests.applyResource(api, Manifests.RIGHTS);
        Manifests.applyResource(api, Manifests.VIRTUAL_SERVICE);
        Manifests.applyResource(api, Manifests.DESTINATION_RULE);
        Manifests.applyResource(api, Manifests.HTTP_ROUTE);
        Manifests.applyResource(api, Manifests.SHOP);
        Manifests.applyResource(api, router.manifest());
        return api;
    }

    private Map<String, ServiceA> startServices(long seed) {
        RandomGenerator random = new Random(seed);
        Map<String, ServiceA> started = new TreeMap<>();
        for (String version : VERSIONS) {
            PodName pod = PodName.of(deployment(version), random);
            started.put(version, parts.add(ServiceA.start(version, pod, Behaviour.HEALTHY, random.nextLong())));
        }
        started.values().forEach(ServiceA::awaitReady);
        return Map.copyOf(started);
    }

    private HuiduProcess startAnalyzer(BrokerProcess kafka, Prometheus metrics) {
        return parts.add(HuiduProcess.analyzer(directory.root(), kafka, metrics.uri(), recordings()));
    }

    private HuiduProcess startShifter(BrokerProcess kafka, KubeApi api) {
        return parts.add(HuiduProcess.shifter(directory.root(), kafka, api, SHIFTER));
    }

    /** Lets the pods be found: by Kubernetes, by nginx and by Prometheus. */
    private void openTheShop() {
        Kubelet kubelet = parts.add(new Kubelet(kubernetes.client(), NAMESPACE, InstantSource.system()));
        VERSIONS.forEach(version -> kubelet.run(deployment(version)));
        parts.add(TrafficController.start(kubernetes.client(), nginx, this::addresses));
        List<Prometheus.Target> targets = pods().toList();
        prometheus.setTargets(targets);
        prometheus.awaitScraped(targets);
    }

    private Stream<Prometheus.Target> pods() {
        return services.values().stream().map(service -> Prometheus.Target.springBoot(NAMESPACE, service));
    }

    private LoadGenerator startUsers(int perSecond) {
        LoadSettings load = LoadSettings.of(nginx.uri(), HOST).withPerSecond(perSecond);
        LoadGenerator started = parts.add(LoadGenerator.start(load, ServiceA.pictures()));
        nginx.process()
                .await("serving the shop", OPENING, () -> started.counts().a() > 0);
        return started;
    }

    private List<InetSocketAddress> addresses(Destination destination) {
        String deployment = switch (destination) {
            case Destination.OfService(String namespace, String service) -> service;
            case Destination.OfSubset(String namespace, String service, String subset) -> deployment(subset);
        };
        return services.values().stream()
                .filter(service -> service.pod().deployment().equals(deployment))
                .filter(service -> service.process().isAlive())
                .map(ServiceA::address)
                .toList();
    }

    private static String deployment(String version) {
        return "servicea-" + version;
    }
}
