package io.huidu.shifter.reconcile;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.huidu.events.AnalysisJudged;
import io.huidu.events.DataState;
import io.huidu.events.EventType;
import io.huidu.events.JudgePlan;
import io.huidu.events.Judgement;
import io.huidu.events.Preset;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseKey;
import io.huidu.events.StratifyBy;
import io.huidu.events.Verdict;
import io.huidu.events.Version;
import io.huidu.events.Weight;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.rollout.AnalysisSettings;
import io.huidu.shifter.rollout.AnalysisWanted;
import io.huidu.shifter.rollout.Announcement;
import io.huidu.shifter.rollout.CapacitySettings;
import io.huidu.shifter.rollout.Checked;
import io.huidu.shifter.rollout.Config;
import io.huidu.shifter.rollout.Reference;
import io.huidu.shifter.rollout.Release;
import io.huidu.shifter.rollout.ReleaseSpec;
import io.huidu.shifter.rollout.Resource;
import io.huidu.shifter.rollout.Safety;
import io.huidu.shifter.rollout.Status;
import io.huidu.shifter.rollout.Step;
import io.huidu.shifter.rollout.Traffic;
import io.huidu.shifter.rollout.Wishes;
import io.huidu.shifter.rollout.Workload;
import io.huidu.shifter.rollout.WorkloadChange;
import io.huidu.shifter.route.Ability;
import io.huidu.shifter.route.InMemoryRouter;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.RouteException;
import io.huidu.shifter.route.Router;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.Split;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** One release of a service, with everything around the cycle in memory, and a record of all that is done. */
final class Bench implements Router, Releases, Workloads, Analyses, Announcer, Messenger {

    static final ReleaseKey KEY = new ReleaseKey("shop", "servicea");
    static final Version V1 = new Version("v1", "servicea-v1", "servicea-v1", Map.of());
    static final Version V2 = new Version("v2", "servicea-v2", "servicea-v2", Map.of());

    final MutableClock clock = new MutableClock();
    final CollectorRegistry registry = new CollectorRegistry();
    final VerdictInbox inbox = new VerdictInbox(clock);
    final List<String> done = new ArrayList<>();

    /** The ids of what has arrived, in this order. */
    final List<String> delivered = new ArrayList<>();

    private final Map<String, Workload.Notes> notes = new HashMap<>();

    boolean kafkaReachable = true;
    boolean routeFails;
    boolean workloadsFail;
    boolean analyzerEnds = true;
    boolean messagesFail;
    int conflicts;

    private Outbox outbox = new Outbox(this);
    private final InMemoryRouter router = new InMemoryRouter();
    private final ShifterMetrics metrics = new ShifterMetrics(registry);
    private final KafkaReach kafka = new KafkaReach(() -> kafkaReachable, clock);
    private String desired = "v1";
    private Status status = Status.NONE;
    Config config = Config.NONE;

    Bench() {
        kafka.look();
        router.leadTo(split(), split().stable());
    }

    Cycle cycle() {
        return new Cycle(
                this,
                new Observer(traffic -> this, this, this::config, kafka),
                inbox,
                outbox,
                new PlanExecution(traffic -> this, this, this, this, outbox, List.of(this), metrics, clock),
                clock);
    }

    private Config config(String namespace, Set<Reference> references) {
        return config;
    }

    Farewell farewell() {
        return new Farewell(traffic -> this, this, this, outbox, inbox, metrics, clock);
    }

    /** Runs cycles until one says that nothing is due at once. */
    void settle() {
        Cycle cycle = cycle();
        for (int i = 0; i < 20; i++) {
            Duration again = cycle.run(KEY).orElseThrow();
            if (again.compareTo(Duration.ofSeconds(1)) > 0) {
                return;
            }
            clock.pass(again);
        }
        throw new AssertionError("never settles: " + done);
    }

    /** The process dies, and another takes its place. */
    void restart() {
        outbox = new Outbox(this);
    }

    void desire(String version) {
        desired = version;
    }

    void lookAtKafka() {
        kafka.look();
    }

    /** Hears a verdict on what is asked now, on data up to now. */
    void hear(Verdict verdict) {
        Release release = release();
        Instant now = clock.instant();
        clock.pass(Duration.ofSeconds(15));
        inbox.put(
                new AnalysisJudged(
                        EventType.ANALYSIS_PROGRESSED,
                        new Judgement(
                                KEY,
                                release.run().id(),
                                release.request().id(),
                                release.step(),
                                1,
                                now,
                                clock.instant(),
                                verdict,
                                verdict == Verdict.ROLL_BACK ? Reason.ERRORS_REGRESSED : Reason.NOT_INFERIOR,
                                "in words",
                                DataState.EXACT,
                                List.of(),
                                Optional.empty(),
                                Optional.empty())),
                key -> {});
    }

    Release release() {
        return status.memory().release().orElseThrow();
    }

    Status status() {
        return status;
    }

    /** What was done since this was asked last. */
    List<String> news() {
        List<String> news = List.copyOf(done);
        done.clear();
        return news;
    }

    // Router

    @Override
    public Ability ability() {
        return router.ability();
    }

    @Override
    public Route observe(Split split) {
        return router.observe(split);
    }

    @Override
    public void apply(Split split, Routing routing) {
        if (routeFails) {
            throw new RouteException(Reason.ROUTE_UNREACHABLE, "route shop/servicea: could not be written: no");
        }
        router.apply(split, routing);
        done.add("route " + split.canary().version() + " " + routing);
    }

    @Override
    public void release(Split split) {
        if (routeFails) {
            throw new RouteException(Reason.ROUTE_UNREACHABLE, "route shop/servicea: could not be written: no");
        }
        router.release(split);
        done.add("release");
    }

    /** What v2 receives. */
    Weight share() {
        return ((Route.At) router.observe(split())).routing().weight();
    }

    private static Split split() {
        return new Split(
                "shop",
                "servicea",
                new Split.Backend(V1.name(), V1.service()),
                new Split.Backend(V2.name(), V2.service()));
    }

    // Releases

    @Override
    public Optional<ReadRelease> find(ReleaseKey key) {
        return key.equals(KEY) ? Optional.of(read()) : Optional.empty();
    }

    ReadRelease read() {
        CanaryRelease object = new CanaryRelease();
        object.setMetadata(new ObjectMetaBuilder()
                .withNamespace("shop")
                .withName("servicea")
                .withDeletionTimestamp("2026-01-01T00:00:00Z")
                .build());
        return new ReadRelease(
                object,
                new Resource(KEY, "12345678-uid", 1, Optional.empty(), new Checked.Valid(spec()), Wishes.NONE, status));
    }

    @Override
    public boolean record(ReadRelease read, Status newStatus) {
        if (conflicts > 0) {
            conflicts--;
            done.add("conflict");
            return false;
        }
        status = newStatus;
        done.add("status");
        return true;
    }

    private ReleaseSpec spec() {
        return new ReleaseSpec(
                List.of(V1, V2),
                desired,
                new Traffic.NginxIngress("servicea"),
                List.of(step(25), step(100)),
                new AnalysisSettings(
                        Preset.SPRING_BOOT,
                        Duration.ofSeconds(15),
                        AnalysisSettings.DEFAULT_FALSE_ROLLBACK_PROBABILITY,
                        AnalysisSettings.DEFAULT_FALSE_PROMOTION_PROBABILITY,
                        100,
                        Duration.ZERO,
                        AnalysisSettings.OnInconclusive.HOLD,
                        AnalysisSettings.DEFAULT_METRICS,
                        StratifyBy.NOTHING,
                        JudgePlan.SEQUENTIAL),
                Safety.DEFAULT,
                ReleaseSpec.Hold.NONE,
                Optional.empty(),
                CapacitySettings.DEFAULT);
    }

    private static Step step(int percent) {
        return new Step(Weight.of(percent), Duration.ZERO, Step.Exit.ON_VERDICT);
    }

    // Workloads

    @Override
    public Workload find(String namespace, String name) {
        if (workloadsFail) {
            throw new KubernetesClientException("no");
        }
        return new Workload.Present(
                name,
                new Workload.Pods(1, 1, Optional.of(Instant.parse("2025-01-01T00:00:00Z")), Optional.empty()),
                new Workload.Template("a", List.of()),
                notes.getOrDefault(name, Workload.Notes.NONE));
    }

    @Override
    public void change(String namespace, WorkloadChange change) {
        if (workloadsFail) {
            throw new KubernetesClientException("no");
        }
        switch (change) {
            case WorkloadChange.AtLeast(String workload, int pods) ->
                notes.put(
                        workload,
                        new Workload.Notes(
                                Optional.empty(), Optional.of(new Workload.CapacityNote(pods, Integer.MAX_VALUE))));
            case WorkloadChange.Exactly number -> done.add("exactly " + number.pods() + " " + number.workload());
            case WorkloadChange.Free free -> notes.remove(free.workload());
            case WorkloadChange.Restore restore -> done.add("restore " + restore.workload());
            case WorkloadChange.Empty empty -> done.add("empty " + empty.workload());
            case WorkloadChange.SetImage image -> done.add("image " + image.image());
        }
    }

    // Analyses

    @Override
    public void want(ReleaseKey release, AnalysisWanted wanted) {
        if (wanted instanceof AnalysisWanted.Wanted(var request)) {
            done.add("analysis " + request.requestId());
        }
    }

    @Override
    public boolean end(ReleaseKey release) {
        done.add("tombstone");
        return analyzerEnds;
    }

    // Messenger

    @Override
    public CompletableFuture<Void> send(Announcement announcement) {
        if (messagesFail) {
            return CompletableFuture.failedFuture(new IllegalStateException("away"));
        }
        delivered.add(announcement.id());
        return CompletableFuture.completedFuture(null);
    }

    // Announcer

    @Override
    public void tell(ReadRelease about, Announcement announcement) {
        done.add("tell " + announcement.event().type().type());
    }
}
