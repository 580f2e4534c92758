package io.huidu.shifter.rollout;

import io.huidu.events.AnalysisJudged;
import io.huidu.events.DataState;
import io.huidu.events.EventType;
import io.huidu.events.Exposure;
import io.huidu.events.JudgePlan;
import io.huidu.events.Judgement;
import io.huidu.events.Preset;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseKey;
import io.huidu.events.StratifyBy;
import io.huidu.events.Verdict;
import io.huidu.events.Version;
import io.huidu.events.Weight;
import io.huidu.shifter.freeze.Cron;
import io.huidu.shifter.freeze.FreezeWindow;
import io.huidu.shifter.image.ImagePolicy;
import io.huidu.shifter.rollout.AnalysisSettings.OnInconclusive;
import io.huidu.shifter.rollout.Safety.OnNoData;
import io.huidu.shifter.rollout.Wish.Ask;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.Routing;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A case in the making: v1 serves, v2 is desired, with steps 5, 25 (which waits for a resume), 50 and 100; everything
 * is well. The methods say what is different.
 */
final class Given {

    static final ReleaseKey KEY = new ReleaseKey("shop", "a");
    static final String RELEASE = "shop/a/01234567-1";
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final Version V1 = new Version("v1", "a-v1", "a-v1", Map.of());
    static final Version V2 = new Version("v2", "a-v2", "a-v2", Map.of());

    private static final Instant STEP_ENTERED = NOW.minusSeconds(300);

    private List<Step> steps = List.of(
            new Step(Weight.of(5), Duration.ZERO, Step.Exit.ON_VERDICT),
            new Step(Weight.of(25), Duration.ofMinutes(5), Step.Exit.ON_RESUME),
            new Step(Weight.of(50), Duration.ZERO, Step.Exit.ON_VERDICT),
            new Step(Weight.ALL, Duration.ZERO, Step.Exit.ON_VERDICT));
    private String desired = "v2";
    private ReleaseSpec.Hold hold = ReleaseSpec.Hold.NONE;
    private List<FreezeWindow> freeze = List.of();
    private CapacitySettings capacity = CapacitySettings.DEFAULT;
    private Optional<ImageWish> image = Optional.empty();
    private OnInconclusive onInconclusive = OnInconclusive.HOLD;
    private OnNoData onNoData = OnNoData.ROLL_BACK;
    private long minRequests = 100;
    private Duration interval = AnalysisSettings.DEFAULT_INTERVAL;
    private Version second = V2;
    private Traffic traffic = new Traffic.NginxIngress("a");
    private Optional<Checked> invalid = Optional.empty();
    private Wishes wishes = Wishes.NONE;
    private Memory memory = Memory.NONE.serving("v1");
    private Optional<Heard> heard = Optional.empty();
    private Optional<String> changedBy = Optional.empty();
    private Route route = new Route.At(Routing.of(Weight.ZERO));
    private Workload stable = present("a-v1", 2, "one");
    private Workload canary = present("a-v2", 2, "two");
    private Observation.Kafka kafka = new Observation.Kafka.Reachable(NOW.minusSeconds(20));

    // Where it stands

    static Given idle() {
        return new Given();
    }

    /** A release that was recorded and not written yet. */
    static Given started() {
        return new Given().with(release(List.of(), Weight.of(5), RELEASE + "/0"));
    }

    /** A release whose last weight is on the route, with nothing heard yet. */
    static Given at(int... weights) {
        List<Exposure> exposures = exposures(weights);
        Weight settled = exposures.getLast().weight();
        return new Given()
                .with(release(exposures, settled, RELEASE + "/" + (weights.length - 1)))
                .route(settled.percent());
    }

    /** The same, with the next weight recorded and not written yet. */
    Given rising(int weight) {
        Release release = memory.release().orElseThrow();
        return with(release.asking(stage(Weight.of(weight)), NOW.minusSeconds(1)));
    }

    Given goingBack(Outcome outcome, Reason reason) {
        return with(memory.release()
                .orElseThrow()
                .ending(new Ending(outcome, reason, "it goes back", NOW.minusSeconds(1), wishes.retry())));
    }

    Given held(Held.Kind kind, Reason reason, Duration ago) {
        return with(memory.release().orElseThrow().heldBy(kind, reason, NOW.minus(ago)));
    }

    Given latched(String revision) {
        return latched("v2", revision);
    }

    Given latchedVersion(String version) {
        return latched(version, "two");
    }

    private Given latched(String version, String revision) {
        memory = memory.latched(new Latch(
                version,
                revision,
                Config.NONE,
                wishes.retry(),
                Reason.ERRORS_REGRESSED,
                "it failed",
                NOW.minusSeconds(60)));
        return this;
    }

    /** v2 was promoted in place of v1, and v1 is desired again. */
    static Given promoted(Duration ago) {
        Run run = at(50).memory.release().orElseThrow().run();
        Given given = new Given()
                .memory(Memory.NONE.serving("v2").returnable(new WayBack(run, "one", NOW.minus(ago))))
                .desired("v1");
        return given.stable(present("a-v2", 2, "two")).canary(present("a-v1", 2, "one"));
    }

    Given servingUnknown() {
        memory = Memory.NONE;
        return this;
    }

    Given memory(Memory other) {
        memory = other;
        return this;
    }

    // What is wanted

    Given steps(Step... others) {
        steps = List.of(others);
        return this;
    }

    /** {@code what}, and who and why if they are said. */
    Given asking(Ask ask, String what) {
        Map<Ask, Wish> more = new HashMap<>(wishes.asked());
        more.put(ask, Wish.of(what));
        wishes = new Wishes(more, wishes.retry());
        return this;
    }

    Given approve(String requestId) {
        return asking(Ask.APPROVE, requestId);
    }

    Given desired(String version) {
        desired = version;
        return this;
    }

    Given paused() {
        hold = ReleaseSpec.Hold.PAUSED;
        return this;
    }

    Given freeze(String cron, Duration duration) {
        freeze = List.of(new FreezeWindow(Cron.parse(cron), duration, ZoneOffset.UTC));
        return this;
    }

    Given image(String name) {
        return image(name, Optional.empty(), new ImagePolicy.Any());
    }

    Given image(String name, Optional<String> container, ImagePolicy policy) {
        image = Optional.of(new ImageWish(name, container, policy));
        return this;
    }

    Given capacity(CapacitySettings settings) {
        capacity = settings;
        return this;
    }

    Given invalid() {
        invalid = Optional.of(new Checked.Invalid(List.of("spec.desired: got 'v3'", "spec.steps: got '0'")));
        return this;
    }

    Given policy(OnInconclusive policy) {
        onInconclusive = policy;
        return this;
    }

    Given policy(OnNoData policy) {
        onNoData = policy;
        return this;
    }

    Given minRequests(long requests) {
        minRequests = requests;
        return this;
    }

    Given interval(Duration time) {
        interval = time;
        return this;
    }

    Given workload(String name) {
        second = new Version("v2", name, "a-v2", Map.of());
        return this;
    }

    Given service(String name) {
        second = new Version("v2", "a-v2", name, Map.of());
        return this;
    }

    Given labels(Map<String, String> labels) {
        second = new Version("v2", "a-v2", "a-v2", labels);
        return this;
    }

    Given ingress(String name) {
        traffic = new Traffic.NginxIngress(name);
        return this;
    }

    /** A Service splits the traffic, and did so since the release began. */
    Given byPods() {
        return by(new Traffic.KubernetesService("a"));
    }

    /** A VirtualService does that keeps users by a cookie, and did so since the release began. */
    Given keepingUsers() {
        return by(new Traffic.Istio("a").keeping(new SessionAffinity("version", SessionAffinity.DEFAULT_MAX_AGE)));
    }

    private Given by(Traffic other) {
        traffic = other;
        memory.release().ifPresent(r -> with(running(r, run(traffic, Config.NONE))));
        return this;
    }

    /** The release began, or what was rolled back was tried, with this in what the pods read. */
    Given read(Map<String, String> digests) {
        Config config = new Config(digests);
        memory.release().ifPresent(r -> with(running(r, run(traffic, config))));
        memory.latch()
                .ifPresent(l -> memory = memory.latched(
                        new Latch(l.version(), l.revision(), config, l.retry(), l.reason(), l.message(), l.at())));
        return this;
    }

    /** What the canary's pods read now. */
    Given reading(Map<String, String> digests) {
        return canary(((Workload.Present) canary).reading(new Config(digests)));
    }

    private static Release running(Release r, Run run) {
        return new Release(
                run,
                r.target(),
                r.askedAt(),
                r.request(),
                r.reached(),
                r.exposures(),
                r.progressSince(),
                r.held(),
                r.ending());
    }

    private static Run run(Traffic traffic, Config config) {
        return new Run(RELEASE, 1, V1, V2, traffic, "two", config, NOW.minusSeconds(600));
    }

    Given resume(String requestId) {
        return asking(Ask.RESUME, requestId);
    }

    Given retry(String value) {
        wishes = new Wishes(wishes.asked(), Optional.of(value));
        return this;
    }

    // What is seen

    Given route(int canaryWeight) {
        route = new Route.At(Routing.of(Weight.of(canaryWeight)));
        return this;
    }

    Given route(Route other) {
        route = other;
        return this;
    }

    Given stable(Workload workload) {
        stable = workload;
        return this;
    }

    Given canary(Workload workload) {
        canary = workload;
        return this;
    }

    Given kafkaAway() {
        kafka = new Observation.Kafka.Unreachable(NOW.minusSeconds(5));
        return this;
    }

    Given listeningFor(Duration time) {
        kafka = new Observation.Kafka.Reachable(NOW.minus(time));
        return this;
    }

    // What was heard

    Given heard(Verdict verdict, Reason reason) {
        return heard(memory.release().orElseThrow().request().id(), verdict, reason, NOW.minusSeconds(10));
    }

    Given heard(String requestId, Verdict verdict, Reason reason, Instant windowEnd) {
        return heard(judgement(requestId, verdict, reason, DataState.EXACT, windowEnd), NOW.minusSeconds(3));
    }

    Given heard(Judgement judgement, Instant at) {
        heard = Optional.of(hearing(judgement, at));
        return this;
    }

    /** As each interval tells it. */
    static Heard hearing(Judgement judgement, Instant at) {
        return new Heard(new AnalysisJudged(EventType.ANALYSIS_PROGRESSED, judgement), at);
    }

    Given changedBy(String command) {
        changedBy = Optional.of(command);
        return this;
    }

    Given data(DataState data) {
        String requestId = memory.release().orElseThrow().request().id();
        return heard(
                judgement(requestId, Verdict.PROMOTE, Reason.NOT_INFERIOR, data, NOW.minusSeconds(10)),
                NOW.minusSeconds(3));
    }

    // What it gives

    Resource resource() {
        return resource(new Status(memory, Optional.empty(), List.of()));
    }

    Plan decide() {
        return decide(new Status(memory, Optional.empty(), List.of()));
    }

    Plan decide(Status status) {
        return Rollout.decide(resource(status), heard, seen(), NOW);
    }

    Observation seen() {
        return new Observation(route, stable, canary, kafka);
    }

    Resource resource(Status status) {
        return new Resource(
                KEY, "01234567-89ab", 3, changedBy, invalid.orElseGet(() -> new Checked.Valid(spec())), wishes, status);
    }

    ReleaseSpec spec() {
        return new ReleaseSpec(
                List.of(V1, second),
                desired,
                traffic,
                steps,
                new AnalysisSettings(
                        Preset.SPRING_BOOT,
                        interval,
                        AnalysisSettings.DEFAULT_FALSE_ROLLBACK_PROBABILITY,
                        AnalysisSettings.DEFAULT_FALSE_PROMOTION_PROBABILITY,
                        minRequests,
                        Duration.ofSeconds(60),
                        onInconclusive,
                        AnalysisSettings.DEFAULT_METRICS,
                        StratifyBy.NOTHING,
                        JudgePlan.SEQUENTIAL),
                new Safety(Duration.ofMinutes(10), onNoData, Duration.ofHours(1), Duration.ofMinutes(30), freeze),
                hold,
                image,
                capacity);
    }

    static Workload present(String name, int ready, String revision) {
        return present(
                name, new Workload.Pods(2, ready, Optional.of(NOW.minusSeconds(900)), Optional.empty()), revision);
    }

    static Workload present(String name, Workload.Pods pods, String revision) {
        return new Workload.Present(name, pods, new Workload.Template(revision, List.of()), Workload.Notes.NONE);
    }

    /** Ready pods of this image; another image is another revision. */
    static Workload running(String name, String image) {
        return running(name, image, Workload.Notes.NONE);
    }

    static Workload running(String name, String image, Workload.Notes notes) {
        return new Workload.Present(
                name,
                new Workload.Pods(2, 2, Optional.of(NOW.minusSeconds(900)), Optional.empty()),
                new Workload.Template(
                        image,
                        List.of(new Workload.Container("main", image), new Workload.Container("proxy", "proxy:1"))),
                notes);
    }

    private Given with(Release release) {
        memory = memory.running(release);
        return this;
    }

    private static Release release(List<Exposure> exposures, Weight asked, String requestId) {
        Given usual = new Given();
        Stage reached =
                exposures.isEmpty() ? Stage.NONE : stage(exposures.getLast().weight());
        Stage asking = exposures.isEmpty() ? stage(asked) : reached;
        return new Release(
                run(new Traffic.NginxIngress("a"), Config.NONE),
                asking,
                NOW.minusSeconds(301),
                new Release.Request(requestId, 0, Requests.fingerprint(usual.spec(), asking)),
                reached,
                exposures,
                STEP_ENTERED,
                Optional.empty(),
                Optional.empty());
    }

    private static Stage stage(Weight weight) {
        return new Stage(List.of(5, 25, 50, 100).indexOf(weight.percent()), Routing.of(weight));
    }

    private static List<Exposure> exposures(int... weights) {
        List<Exposure> exposures = new ArrayList<>();
        for (int weight : weights) {
            exposures.add(new Exposure(exposures.size(), Weight.of(weight), STEP_ENTERED, STEP_ENTERED));
        }
        return exposures;
    }

    static Judgement judgement(String requestId, Verdict verdict, Reason reason, DataState data, Instant windowEnd) {
        String releaseId = requestId.substring(0, requestId.lastIndexOf('/'));
        return new Judgement(
                KEY,
                releaseId,
                requestId,
                0,
                7,
                windowEnd.minusSeconds(15),
                windowEnd,
                verdict,
                reason,
                "the analyzer's sentence",
                data,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }
}
