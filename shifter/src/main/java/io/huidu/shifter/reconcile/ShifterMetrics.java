package io.huidu.shifter.reconcile;

import io.huidu.events.Judgement;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Verdict;
import io.huidu.shifter.rollout.Heard;
import io.huidu.shifter.rollout.Status;
import io.huidu.shifter.rollout.Traffic;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * The shifter's own metrics. No label takes more values than this code names, except the names of releases that run, and
 * of these {@link ReleaseCollector} limits how many.
 */
public final class ShifterMetrics {

    /** How something ended. */
    public enum Outcome {
        OK,
        FAILED
    }

    private static final double[] SECONDS = {0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};

    private final Map<ReleaseKey, Standing> releases = new ConcurrentHashMap<>();
    private final Map<ReleaseKey, Judgement> routed = new ConcurrentHashMap<>();

    private final Histogram reconciles;
    private final Counter routeWrites;
    private final Counter conflicts;
    private final Counter rollbacks;
    private final Counter promotions;
    private final Counter kubernetesEvents;
    private final Histogram verdictToRoute;
    private final Gauge leading;
    private final Gauge untold;

    public ShifterMetrics(CollectorRegistry registry) {
        reconciles = Histogram.build("huidu_shifter_reconcile_seconds", "Cycles of a release, by how they ended.")
                .labelNames("outcome")
                .buckets(SECONDS)
                .register(registry);
        routeWrites = Counter.build("huidu_shifter_route_writes_total", "Weights asked of a routing object.")
                .labelNames("router", "outcome")
                .register(registry);
        conflicts = Counter.build(
                        "huidu_shifter_status_conflicts_total", "Status writes refused as somebody else had written.")
                .register(registry);
        rollbacks = Counter.build("huidu_shifter_rollbacks_total", "Releases that went back, by reason.")
                .labelNames("reason")
                .register(registry);
        promotions = Counter.build("huidu_shifter_promotions_total", "Releases that got all traffic.")
                .register(registry);
        kubernetesEvents = Counter.build("huidu_shifter_kubernetes_events_total", "Kubernetes Events written.")
                .labelNames("outcome")
                .register(registry);
        verdictToRoute = Histogram.build(
                        "huidu_shifter_verdict_to_route_seconds",
                        "From hearing a verdict to having written the route, by verdict.")
                .labelNames("verdict")
                .buckets(SECONDS)
                .register(registry);
        // What Prometheus doesn't see at 0, it doesn't see grow.
        Stream.of(Verdict.PROMOTE, Verdict.ROLL_BACK).forEach(verdict -> verdictToRoute.labels(label(verdict)));
        leading = Gauge.build("huidu_shifter_leading", "1 while this process acts, 0 while another one does.")
                .register(registry);
        untold = Gauge.build("huidu_shifter_untold", "Changes of releases that Kafka hasn't taken yet.")
                .register(registry);
        registry.register(new ReleaseCollector(releases));
    }

    /** Shows a number that is asked for whenever Prometheus asks. */
    public void untold(IntSupplier waiting) {
        untold.setChild(new Gauge.Child() {
            @Override
            public double get() {
                return waiting.getAsInt();
            }
        });
    }

    public void leading(boolean leads) {
        leading.set(leads ? 1 : 0);
    }

    public void reconciled(Outcome outcome, Duration duration) {
        reconciles.labels(label(outcome)).observe(duration.toNanos() / 1e9);
    }

    void conflict() {
        conflicts.inc();
    }

    void routed(Traffic traffic, Outcome outcome) {
        String router = switch (traffic) {
            case Traffic.Istio istio -> "istio";
            case Traffic.HttpRoute http -> "gateway";
            case Traffic.GrpcRoute grpc -> "gateway";
            case Traffic.NginxIngress nginx -> "nginx";
            case Traffic.KubernetesService service -> "kubernetes";
        };
        routeWrites.labels(router, label(outcome)).inc();
    }

    /** Counts a verdict when the first route after it is written. */
    void verdictRouted(Heard heard, Instant at) {
        Judgement judgement = heard.judgement();
        if (judgement.verdict() != Verdict.CONTINUE && !judgement.equals(routed.put(judgement.release(), judgement))) {
            Duration took = Duration.between(heard.at(), at);
            verdictToRoute.labels(label(judgement.verdict())).observe(took.toNanos() / 1e9);
        }
    }

    void announced(ReleaseChanged change) {
        switch (change.type()) {
            case RELEASE_PROMOTED -> promotions.inc();
            case RELEASE_ROLLED_BACK ->
                rollbacks.labels(change.state().reason().toString()).inc();
            default -> {
                // The other changes have no counter of their own.
            }
        }
    }

    public void kubernetesEvent(Outcome outcome) {
        kubernetesEvents.labels(label(outcome)).inc();
    }

    void stands(ReleaseKey release, Status status) {
        Standing.of(status).ifPresent(standing -> releases.put(release, standing));
    }

    void forget(ReleaseKey release) {
        releases.remove(release);
        routed.remove(release);
    }

    static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
