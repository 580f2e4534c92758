package io.huidu.shifter.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Judgement;
import io.huidu.events.Version;
import io.huidu.events.Weight;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.api.CanaryReleaseSpec;
import io.huidu.shifter.api.Resources;
import io.huidu.shifter.route.Ability.Weights;
import io.huidu.shifter.route.Headcount;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.Routing;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Everything around {@link Rollout#decide}: the cluster, the route, Kafka, an analyzer that knows the truth, and a
 * shifter process that can die between any two of its effects.
 */
final class SimulatedWorld {

    /** How far a reconciliation gets before the process dies or the API server refuses. */
    enum Cut {
        NONE,
        BEFORE_ROUTE,
        ROUTE_REFUSED,
        AFTER_ROUTE,
        STATUS_REFUSED,
        AFTER_STATUS
    }

    private static final Duration INTERVAL = Duration.ofSeconds(15);

    final Random random;
    final Ledger ledger = new Ledger();

    Instant now = Instant.parse("2026-01-01T00:00:00Z");

    // The cluster
    private final CanaryReleaseSpec spec;
    private final Map<String, String> annotations = new HashMap<>();
    private Status status = Status.NONE;
    private Optional<Resource> read = Optional.empty();
    private Map<String, Routing> given = Map.of();
    final List<Routing> written = new ArrayList<>();
    RouteState routeState = RouteState.FINE;
    private final SimulatedWorkload v1 = new SimulatedWorkload("a-v1", now);
    private final SimulatedWorkload v2 = new SimulatedWorkload("a-v2", now);

    // What carries verdicts
    boolean kafkaUp = true;
    final SimulatedAnalyzer analyzer;

    // The shifter's own memory, lost when it dies
    private Optional<Heard> heard = Optional.empty();
    private Instant listeningSince = now;
    private Optional<AnalysisWanted> sent = Optional.empty();
    private final Set<String> arrived = new HashSet<>();

    enum RouteState {
        FINE,
        MISSING,
        UNCLEAR
    }

    SimulatedWorld(long seed) {
        this(seed, spec());
    }

    /**
     * All traffic goes to v1.
     *
     * @param spec with versions named v1 and v2, whose Deployments' names end in {@code -v1} and {@code -v2}
     */
    SimulatedWorld(long seed, CanaryReleaseSpec spec) {
        this.spec = spec;
        random = new Random(seed);
        analyzer = new SimulatedAnalyzer(random);
        divert(0);
    }

    static <E extends Enum<E>> E any(Random random, Class<E> type) {
        E[] constants = type.getEnumConstants();
        return constants[random.nextInt(constants.length)];
    }

    SimulatedWorkload workload(String version) {
        return version.equals("v1") ? v1 : v2;
    }

    // Time

    void pass(Duration time) {
        now = now.plus(time);
    }

    void interval() {
        pass(INTERVAL);
        analyzer.look(now, INTERVAL, kafkaUp).ifPresent(this::hear);
    }

    // The shifter

    void hear(Judgement judgement) {
        if (kafkaUp) {
            heard = Optional.of(Given.hearing(judgement, now));
        }
    }

    void restart() {
        heard = Optional.empty();
        sent = Optional.empty();
        arrived.clear();
        listeningSince = now;
    }

    void breakKafka() {
        if (kafkaUp) {
            kafkaUp = false;
            listeningSince = now;
        }
    }

    void mendKafka() {
        if (!kafkaUp) {
            kafkaUp = true;
            listeningSince = now;
        }
    }

    /** One reconciliation; true when it changed anything. */
    boolean reconcile(Cut cut) {
        Map<String, Routing> before = given;
        Resource resource = read().told(arrived);
        Observation seen = observe(resource);
        Plan plan = Rollout.decide(resource, heard, seen, now);
        ledger.decided(resource, heard, seen, plan, now);
        if (cut == Cut.BEFORE_ROUTE) {
            restart();
            return true;
        }
        plan.route().ifPresent(r -> route(resource.scope().orElseThrow(), r, cut));
        if (cut == Cut.AFTER_ROUTE) {
            restart();
            return true;
        }
        boolean changed = !plan.status().equals(resource.status());
        if (cut != Cut.STATUS_REFUSED) {
            write(plan.status());
            plan.announcements().forEach(ledger::announced);
            send(plan, cut);
        }
        return changed || !given.equals(before) || cut != Cut.NONE;
    }

    private void send(Plan plan, Cut cut) {
        if (cut == Cut.AFTER_STATUS) {
            restart();
            return;
        }
        plan.status().untold().forEach(this::tell);
        plan.workloads().forEach(this::change);
        boolean same = sent.filter(plan.analysis()::equals).isPresent();
        if (kafkaUp && !same) {
            switch (plan.analysis()) {
                case AnalysisWanted.Wanted(AnalysisRequested request) -> analyzer.request(request);
                case AnalysisWanted.None none -> analyzer.tombstone();
                case AnalysisWanted.AsBefore asBefore -> {}
            }
            sent = Optional.of(plan.analysis());
        }
    }

    private void tell(Announcement announcement) {
        if (kafkaUp && arrived.add(announcement.id())) {
            ledger.arrived(announcement);
        }
    }

    private void change(WorkloadChange change) {
        workload(change.workload().substring(change.workload().lastIndexOf('-') + 1))
                .change(change);
    }

    /** By way of the JSON classes, for they must carry everything. */
    Resource read() {
        Resource resource = read.orElseGet(() -> Resources.read(object()));
        read = Optional.of(resource);
        return resource;
    }

    private void write(Status written) {
        if (!written.equals(status)) {
            status = written;
            read = Optional.empty();
            assertThat(read().status()).isEqualTo(written);
        }
    }

    private CanaryRelease object() {
        CanaryRelease release = new CanaryRelease();
        release.setStatus(Resources.write(status));
        release.setMetadata(new ObjectMetaBuilder()
                .withNamespace("shop")
                .withName("a")
                .withUid("01234567-89ab")
                .withGeneration(1L)
                .withAnnotations(annotations)
                .build());
        release.setSpec(spec);
        return release;
    }

    private Observation observe(Resource resource) {
        Observation.Kafka kafka = kafkaUp
                ? new Observation.Kafka.Reachable(listeningSince)
                : new Observation.Kafka.Unreachable(listeningSince);
        return resource.scope()
                .map(scope -> new Observation(
                        route(scope),
                        workload(scope.stable().name()).seen(),
                        workload(scope.canary().name()).seen(),
                        kafka))
                .orElseGet(() -> Observation.ofNothing(kafka));
    }

    // The route

    private Route route(Scope scope) {
        return switch (routeState) {
            case FINE -> new Route.At(given(scope), shareByPods(scope));
            case MISSING -> new Route.Missing("Ingress a: not found");
            case UNCLEAR -> new Route.Unclear("Ingress a: can't be read");
        };
    }

    private Routing given(Scope scope) {
        return given.getOrDefault(scope.canary().name(), Routing.NOTHING);
    }

    private Optional<Weight> shareByPods(Scope scope) {
        Weight weight = given(scope).weight();
        boolean isByPods = scope.traffic().ability().weights() == Weights.BY_PODS;
        return isByPods && weight.isAbove(Weight.ZERO) && Weight.ALL.isAbove(weight)
                ? Optional.of(new Headcount(ready(scope.stable()), ready(scope.canary())).share())
                : Optional.empty();
    }

    private int ready(Version version) {
        return ((Workload.Present) workload(version.name()).seen()).pods().ready();
    }

    private void route(Scope scope, Routing routing, Cut cut) {
        if (cut != Cut.ROUTE_REFUSED && routeState == RouteState.FINE) {
            given = Map.of(
                    scope.canary().name(),
                    routing,
                    scope.stable().name(),
                    Routing.of(routing.weight().rest()));
            written.add(routing);
        }
    }

    /** Somebody gives v2 this share, and no match or mirror to anyone. */
    void divert(int shareOfV2) {
        Weight share = Weight.of(shareOfV2);
        given = Map.of("v1", Routing.of(share.rest()), "v2", Routing.of(share));
    }

    Routing ofV2() {
        return given.getOrDefault("v2", Routing.NOTHING);
    }

    // What people want

    void edit(Consumer<CanaryReleaseSpec> edit) {
        edit.accept(spec);
        read = Optional.empty();
    }

    void annotate(String key, String value) {
        annotations.put(key, value);
        read = Optional.empty();
    }

    String desired() {
        return Objects.requireNonNull(spec.desired);
    }

    private static CanaryReleaseSpec spec() {
        CanaryReleaseSpec spec = new CanaryReleaseSpec();
        spec.versions = List.of(version("v1"), version("v2"));
        spec.desired = "v1";
        spec.traffic = fineTraffic();
        spec.steps = List.of(step(5), step(25), step(50));
        spec.analysis = new CanaryReleaseSpec.Analysis();
        spec.analysis.preset = "spring-boot";
        return spec;
    }

    /** The first twenty minutes of each hour. */
    static CanaryReleaseSpec.Safety frozen() {
        CanaryReleaseSpec.Freeze freeze = new CanaryReleaseSpec.Freeze();
        freeze.cron = "0 * * * *";
        freeze.duration = "20m";
        freeze.timeZone = "Asia/Shanghai";
        CanaryReleaseSpec.Safety safety = new CanaryReleaseSpec.Safety();
        safety.freeze = List.of(freeze);
        return safety;
    }

    static boolean isInWindow(ReleaseSpec spec, Instant now) {
        return !spec.safety().freeze().isEmpty() && now.atZone(ZoneOffset.UTC).getMinute() < 20;
    }

    static CanaryReleaseSpec.Traffic fineTraffic() {
        CanaryReleaseSpec.Traffic traffic = new CanaryReleaseSpec.Traffic();
        traffic.istio = new CanaryReleaseSpec.Istio();
        traffic.istio.virtualService = "a";
        return traffic;
    }

    private static CanaryReleaseSpec.Version version(String name) {
        CanaryReleaseSpec.Version version = new CanaryReleaseSpec.Version();
        version.name = name;
        version.deployment = "a-" + name;
        return version;
    }

    static CanaryReleaseSpec.Step step(int weight) {
        CanaryReleaseSpec.Step step = new CanaryReleaseSpec.Step();
        step.weight = weight;
        return step;
    }

    static CanaryReleaseSpec.Step mirror(int share) {
        CanaryReleaseSpec.Step step = new CanaryReleaseSpec.Step();
        step.mirror = share;
        return step;
    }

    /** Those who ask for it by a header. */
    static CanaryReleaseSpec.Step testers() {
        CanaryReleaseSpec.Text asked = new CanaryReleaseSpec.Text();
        asked.exact = "true";
        CanaryReleaseSpec.Match match = new CanaryReleaseSpec.Match();
        match.headers = Map.of("x-canary", asked);
        CanaryReleaseSpec.Step step = new CanaryReleaseSpec.Step();
        step.match = List.of(match);
        return step;
    }
}
