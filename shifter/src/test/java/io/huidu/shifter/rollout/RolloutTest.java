package io.huidu.shifter.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.huidu.events.DataState;
import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.AnalysisSettings.OnInconclusive;
import io.huidu.shifter.rollout.Held.Kind;
import io.huidu.shifter.rollout.Safety.OnNoData;
import io.huidu.shifter.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of the table in {@link Rollout}, each with what it leads to in one line. */
class RolloutTest {

    private static final Duration LONG = Duration.ofHours(2);
    private static final Duration BRIEF = Duration.ofSeconds(30);
    private static final Workload ABSENT = new Workload.Absent("a");
    private static final Workload UNREADY = Given.present("a-v2", 1, "two");
    private static final Workload CRASHING = Given.present(
            "a-v2",
            new Workload.Pods(
                    2,
                    1,
                    Optional.empty(),
                    Optional.of(new Workload.Trouble(Reason.CRASH_LOOP, "pod a-v2-x: container main: out of memory"))),
            "two");
    private static final Workload REBUILT = Given.present("a-v2", 2, "three");
    private static final Route MISSING = new Route.Missing("Ingress a: not found");
    private static final Route UNCLEAR = new Route.Unclear("Ingress a: no answer");
    private static final Instant EARLIER = Given.NOW.minusSeconds(301);

    static Stream<Arguments> withoutRelease() {
        return Stream.of(
                row("invalid spec", Given.idle().invalid(), "Invalid InvalidSpec"),
                row("route missing", Given.idle().route(MISSING), "Waiting RouteMissing"),
                row("route unclear", Given.idle().route(UNCLEAR), "Waiting RouteUnreachable"),
                row("learns that the other serves", Given.idle().servingUnknown(), "Waiting Serving, serving v1"),
                row(
                        "learns that the desired serves",
                        Given.idle().servingUnknown().route(100),
                        "Waiting Serving, serving v2"),
                row("can't learn from a split", Given.idle().servingUnknown().route(30), "Waiting RouteNotAsAsked"),
                row(
                        "forgets a version that is gone",
                        Given.idle().memory(Memory.NONE.serving("v0")),
                        "Waiting Serving, serving v1"),
                row("takes back what drifted", Given.idle().route(30), "Waiting RouteNotAsAsked, route 0 %"),
                row("leaves a drift when paused", Given.idle().route(30).paused(), "Paused Paused"),
                row(
                        "takes nothing back to pods that aren't ready",
                        Given.idle().route(30).stable(Given.present("a-v1", 0, "one")),
                        "Waiting WorkloadNotReady"),
                row("the desired version serves", Given.idle().desired("v1"), "Serving Serving"),
                row("serving opens the latch", Given.idle().desired("v1").latched("two"), "Serving Serving, unlatched"),
                row("latched", Given.idle().latched("two"), "RolledBack ErrorsRegressed"),
                row(
                        "latched without workload",
                        Given.idle().latched("two").canary(ABSENT),
                        "RolledBack ErrorsRegressed"),
                row(
                        "another build opens the latch",
                        Given.idle().latched("two").canary(REBUILT),
                        "Progressing Started, asked 5 %, unlatched, told RELEASE_STARTED"),
                row(
                        "another retry opens the latch",
                        Given.idle().latched("two").retry("again"),
                        "Progressing Started, asked 5 %, unlatched, told RELEASE_STARTED"),
                row(
                        "a latch on the other version",
                        Given.idle().latchedVersion("v1"),
                        "Progressing Started, asked 5 %, unlatched, told RELEASE_STARTED"),
                row("paused before the start", Given.idle().paused(), "Paused Paused"),
                row("the old workload is missing", Given.idle().stable(ABSENT), "Waiting WorkloadMissing"),
                row("the new workload is missing", Given.idle().canary(ABSENT), "Waiting WorkloadMissing"),
                row("the new workload isn't ready", Given.idle().canary(UNREADY), "Waiting WorkloadNotReady"),
                row(
                        "the new workload has no pods",
                        Given.idle()
                                .canary(Given.present(
                                        "a", new Workload.Pods(0, 0, Optional.empty(), Optional.empty()), "two")),
                        "Waiting ScalingUp"),
                row("starts", Given.idle(), "Progressing Started, asked 5 %, told RELEASE_STARTED"));
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                row("rollback verdict", Given.at(5).heard(Verdict.ROLL_BACK, Reason.ERRORS_REGRESSED), back()),
                row(
                        "of an earlier step",
                        Given.at(5, 25)
                                .heard(Given.RELEASE + "/0", Verdict.ROLL_BACK, Reason.ERRORS_REGRESSED, EARLIER),
                        back()),
                row(
                        "before the rise is written",
                        Given.at(5).rising(25).heard(Verdict.ROLL_BACK, Reason.ERRORS_REGRESSED),
                        back()),
                row("while paused", Given.at(5).paused().heard(Verdict.ROLL_BACK, Reason.ERRORS_REGRESSED), back()),
                row(
                        "while the spec is invalid",
                        Given.at(5).invalid().heard(Verdict.ROLL_BACK, Reason.ERRORS_REGRESSED),
                        back()),
                row(
                        "while Kafka is away",
                        Given.at(5).kafkaAway().heard(Verdict.ROLL_BACK, Reason.ERRORS_REGRESSED),
                        back()),
                row(
                        "while nothing can be read",
                        Given.at(5)
                                .route(UNCLEAR)
                                .stable(ABSENT)
                                .canary(ABSENT)
                                .heard(Verdict.ROLL_BACK, Reason.ERRORS_REGRESSED),
                        back()),
                row(
                        "at 100",
                        Given.at(5, 25, 50).rising(100).route(100).heard(Verdict.ROLL_BACK, Reason.ERRORS_REGRESSED),
                        back()),
                row(
                        "another release's verdict doesn't",
                        Given.at(5).heard("shop/a/01234567-2/0", Verdict.ROLL_BACK, Reason.ERRORS_REGRESSED, Given.NOW),
                        "Progressing Analyzing"),
                row(
                        "desired set back",
                        Given.at(5).desired("v1"),
                        "RollingBack DesiredChanged, route 0 %, asked 0 %, told RELEASE_WEIGHT_SHIFTED"),
                row(
                        "another Deployment",
                        Given.at(5).workload("b-v2"),
                        "RollingBack WorkloadChanged, route 0 %, asked 0 %, told RELEASE_WEIGHT_SHIFTED"),
                row(
                        "another Service",
                        Given.at(5).service("b-v2"),
                        "RollingBack WorkloadChanged, route 0 %, asked 0 %, told RELEASE_WEIGHT_SHIFTED"),
                row(
                        "another route",
                        Given.at(5).ingress("b"),
                        "RollingBack WorkloadChanged, route 0 %, asked 0 %, told RELEASE_WEIGHT_SHIFTED"),
                row(
                        "while the route is at 0 anyway",
                        Given.started().desired("v1"),
                        "RollingBack DesiredChanged, asked 0 %, told RELEASE_WEIGHT_SHIFTED"),
                row(
                        "another build",
                        Given.at(5).canary(REBUILT),
                        "RollingBack WorkloadChanged, route 0 %, asked 0 %, told RELEASE_WEIGHT_SHIFTED"));
    }

    static Stream<Arguments> obstacles() {
        return Stream.of(
                row(
                        "more than settled is taken back",
                        Given.at(5).route(60),
                        "Progressing RouteNotAsAsked, route 5 %, held EXCESS, told RELEASE_HELD"),
                row(
                        "even when paused",
                        Given.at(5).route(60).paused(),
                        "Progressing RouteNotAsAsked, route 5 %, held EXCESS, told RELEASE_HELD"),
                row(
                        "more than asked while rising",
                        Given.at(5).rising(25).route(60),
                        "Progressing RouteNotAsAsked, route 5 %, asked 25 %, held EXCESS, told RELEASE_HELD"),
                row("invalid spec", Given.at(5).invalid(), "Progressing InvalidSpec, held OBSTACLE, told RELEASE_HELD"),
                row(
                        "invalid spec for long",
                        Given.at(5).invalid().held(Kind.OBSTACLE, Reason.INVALID_SPEC, LONG),
                        "RollingBack ProgressDeadline, route 0 %, asked 0 %, told RELEASE_WEIGHT_SHIFTED"),
                row("paused", Given.at(5).paused(), "Paused Paused, held PAUSE, told RELEASE_PAUSED"),
                row(
                        "paused for long",
                        Given.at(5).paused().held(Kind.PAUSE, Reason.PAUSED, LONG),
                        "Paused Paused, held PAUSE"),
                row(
                        "a recorded rise isn't written when paused",
                        Given.at(5).rising(25).paused().heard(Verdict.PROMOTE, Reason.NOT_INFERIOR),
                        "Paused Paused, asked 25 %, held PAUSE, told RELEASE_PAUSED"),
                row(
                        "resumed",
                        Given.at(5)
                                .held(Kind.PAUSE, Reason.PAUSED, LONG)
                                .heard(Verdict.CONTINUE, Reason.NOT_ENOUGH_EVIDENCE),
                        "Progressing NotEnoughEvidence, told RELEASE_RESUMED"),
                row(
                        "nothing to go back to",
                        Given.at(5).stable(ABSENT),
                        "Progressing WorkloadMissing, held OBSTACLE, told RELEASE_HELD"),
                row(
                        "nothing to go back to for long",
                        Given.at(5).stable(ABSENT).held(Kind.OBSTACLE, Reason.WORKLOAD_MISSING, LONG),
                        "Progressing WorkloadMissing, held OBSTACLE"),
                row(
                        "pods not ready",
                        Given.at(5).canary(UNREADY).heard(Verdict.PROMOTE, Reason.NOT_INFERIOR),
                        "Progressing WorkloadNotReady, held OBSTACLE, told RELEASE_HELD"),
                row(
                        "pods not ready for long",
                        Given.at(5).canary(UNREADY).held(Kind.OBSTACLE, Reason.WORKLOAD_NOT_READY, LONG),
                        "RollingBack ProgressDeadline, route 0 %, asked 0 %, told RELEASE_WEIGHT_SHIFTED"),
                row(
                        "pods in trouble",
                        Given.at(5).canary(CRASHING),
                        "Progressing CrashLoop, held OBSTACLE, told RELEASE_HELD"),
                row(
                        "pods in one trouble after another",
                        Given.at(5).canary(CRASHING).held(Kind.OBSTACLE, Reason.IMAGE_PULL_FAILED, LONG),
                        "RollingBack ProgressDeadline, route 0 %, asked 0 %, told RELEASE_WEIGHT_SHIFTED"),
                row(
                        "one obstacle after another is no deadline",
                        Given.at(5).canary(UNREADY).held(Kind.OBSTACLE, Reason.ROUTE_MISSING, LONG),
                        "Progressing WorkloadNotReady, held OBSTACLE, told RELEASE_HELD"),
                row(
                        "route missing",
                        Given.at(5).route(MISSING),
                        "Progressing RouteMissing, held OBSTACLE, told RELEASE_HELD"),
                row(
                        "less than settled",
                        Given.at(5, 25).route(5).heard(Verdict.PROMOTE, Reason.NOT_INFERIOR),
                        "Progressing RouteNotAsAsked, held OBSTACLE, told RELEASE_HELD"),
                row(
                        "less than settled, and a later verdict is well",
                        Given.at(5, 25)
                                .route(5)
                                .held(Kind.OBSTACLE, Reason.ROUTE_NOT_AS_ASKED, BRIEF)
                                .heard(Verdict.CONTINUE, Reason.NOT_ENOUGH_EVIDENCE),
                        "Progressing RouteNotAsAsked, route 25 %, held OBSTACLE"),
                row(
                        "less than settled, and the verdict is from before",
                        Given.at(5, 25)
                                .route(5)
                                .held(Kind.OBSTACLE, Reason.ROUTE_NOT_AS_ASKED, Duration.ofSeconds(9))
                                .heard(Verdict.PROMOTE, Reason.NOT_INFERIOR),
                        "Progressing RouteNotAsAsked, held OBSTACLE"),
                row(
                        "less than settled, and the verdict is of another request",
                        Given.at(5, 25)
                                .route(5)
                                .held(Kind.OBSTACLE, Reason.ROUTE_NOT_AS_ASKED, BRIEF)
                                .heard(Given.RELEASE + "/0", Verdict.PROMOTE, Reason.NOT_INFERIOR, Given.NOW),
                        "Progressing RouteNotAsAsked, held OBSTACLE"),
                row(
                        "less than settled for long",
                        Given.at(5, 25).route(5).held(Kind.OBSTACLE, Reason.ROUTE_NOT_AS_ASKED, LONG),
                        "RollingBack ProgressDeadline, route 0 %, asked 0 %, told RELEASE_WEIGHT_SHIFTED"));
    }

    static Stream<Arguments> evidence() {
        return Stream.of(
                row(
                        "the first weight needs no verdict",
                        Given.started(),
                        "Progressing WeightShifted, route 5 %, asked 5 %"),
                row(
                        "arrived",
                        Given.started().route(5),
                        "Progressing StepEntered, settled 5 %, told RELEASE_STEP_ENTERED"),
                row(
                        "arrived while paused",
                        Given.started().route(5).paused(),
                        "Progressing StepEntered, settled 5 %, told RELEASE_STEP_ENTERED"),
                row("no verdict yet", Given.at(5), "Progressing Analyzing"),
                row(
                        "not enough evidence",
                        Given.at(5).heard(Verdict.CONTINUE, Reason.NOT_ENOUGH_EVIDENCE),
                        "Progressing NotEnoughEvidence"),
                row(
                        "promoted",
                        Given.at(5).heard(Verdict.PROMOTE, Reason.NOT_INFERIOR),
                        "Progressing WeightShifted, asked 25 %, told RELEASE_WEIGHT_SHIFTED"),
                row(
                        "the recorded rise is written",
                        Given.at(5).rising(25).heard(Verdict.PROMOTE, Reason.NOT_INFERIOR),
                        "Progressing WeightShifted, route 25 %, asked 25 %"),
                row("not without a verdict in hand", Given.at(5).rising(25), "Progressing Analyzing, asked 25 %"),
                row(
                        "not when the verdict has been taken back",
                        Given.at(5).rising(25).heard(Verdict.CONTINUE, Reason.NOT_ENOUGH_EVIDENCE),
                        "Progressing NotEnoughEvidence, asked 25 %"),
                row(
                        "a verdict of the step before",
                        Given.at(5, 25).heard(Given.RELEASE + "/0", Verdict.PROMOTE, Reason.NOT_INFERIOR, Given.NOW),
                        "Progressing Analyzing"),
                row(
                        "a verdict on data from before the step",
                        Given.at(5).heard(Given.RELEASE + "/0", Verdict.PROMOTE, Reason.NOT_INFERIOR, EARLIER),
                        "Progressing Analyzing"),
                row(
                        "a step that waits for a resume",
                        Given.at(5, 25).heard(Verdict.PROMOTE, Reason.NOT_INFERIOR),
                        "Paused AwaitingResume, held PAUSE, told RELEASE_PAUSED"),
                row(
                        "resumed with another step's id",
                        Given.at(5, 25).resume(Given.RELEASE + "/0").heard(Verdict.PROMOTE, Reason.NOT_INFERIOR),
                        "Paused AwaitingResume, held PAUSE, told RELEASE_PAUSED"),
                row(
                        "resumed with its id",
                        Given.at(5, 25).resume(Given.RELEASE + "/1").heard(Verdict.PROMOTE, Reason.NOT_INFERIOR),
                        "Progressing WeightShifted, asked 50 %, told RELEASE_WEIGHT_SHIFTED"),
                row(
                        "all traffic",
                        Given.at(5, 25, 50).rising(100).route(100),
                        "Serving Promoted, serving v2, SUCCEEDED, told RELEASE_PROMOTED"),
                row(
                        "all traffic on pods that aren't ready",
                        Given.at(5, 25, 50).rising(100).route(100).canary(UNREADY),
                        "Progressing WorkloadNotReady, asked 100 %, held OBSTACLE, told RELEASE_HELD"),
                row(
                        "the analysis was changed",
                        Given.at(5).minRequests(200).heard(Verdict.PROMOTE, Reason.NOT_INFERIOR),
                        "Progressing Analyzing, request " + Given.RELEASE + "/0.1"),
                row(
                        "the labels were changed",
                        Given.at(5).labels(Map.of("app", "b")),
                        "Progressing Analyzing, request " + Given.RELEASE + "/0.1"),
                row(
                        "the analysis was changed while rising",
                        Given.at(5).rising(25).minRequests(200).heard(Verdict.PROMOTE, Reason.NOT_INFERIOR),
                        "Progressing Analyzing, asked 5 %, request " + Given.RELEASE
                                + "/0.1, told RELEASE_WEIGHT_SHIFTED"));
    }

    static Stream<Arguments> silence() {
        return Stream.of(
                row(
                        "Kafka away",
                        Given.at(5).kafkaAway().heard(Verdict.PROMOTE, Reason.NOT_INFERIOR),
                        "Progressing KafkaUnreachable, held SILENCE, told RELEASE_HELD"),
                row(
                        "no analyzer since the step began",
                        Given.at(5).listeningFor(LONG),
                        "Progressing AnalyzerSilent, held SILENCE, told RELEASE_HELD"),
                row(
                        "no analyzer since the last verdict",
                        Given.at(5)
                                .heard(
                                        Given.judgement(
                                                Given.RELEASE + "/0",
                                                Verdict.PROMOTE,
                                                Reason.NOT_INFERIOR,
                                                DataState.EXACT,
                                                Given.NOW.minusSeconds(60)),
                                        Given.NOW.minusSeconds(45)),
                        "Progressing AnalyzerSilent, held SILENCE, told RELEASE_HELD"),
                row(
                        "heard only of another request",
                        Given.at(5, 25)
                                .listeningFor(LONG)
                                .heard(Given.RELEASE + "/0", Verdict.PROMOTE, Reason.NOT_INFERIOR, Given.NOW),
                        "Progressing AnalyzerSilent, held SILENCE, told RELEASE_HELD"),
                row(
                        "quiet for less than three intervals",
                        Given.at(5).listeningFor(Duration.ofSeconds(44)),
                        "Progressing Analyzing"),
                row(
                        "quiet for three intervals",
                        Given.at(5).listeningFor(Duration.ofSeconds(45)),
                        "Progressing AnalyzerSilent, held SILENCE, told RELEASE_HELD"),
                row(
                        "no traffic",
                        Given.at(5).data(DataState.NO_TRAFFIC),
                        "Progressing NoTraffic, held SILENCE, told RELEASE_HELD"),
                row(
                        "no canary traffic",
                        Given.at(5).data(DataState.NO_CANARY_TRAFFIC),
                        "Progressing NoCanaryTraffic, held SILENCE, told RELEASE_HELD"),
                row(
                        "no data",
                        Given.at(5).data(DataState.NO_DATA),
                        "Progressing NoData, held SILENCE, told RELEASE_HELD"),
                row(
                        "Prometheus away",
                        Given.at(5).data(DataState.PROMETHEUS_UNREACHABLE),
                        "Progressing PrometheusUnreachable, held SILENCE, told RELEASE_HELD"),
                row(
                        "estimates are data",
                        Given.at(5).data(DataState.ESTIMATED),
                        "Progressing WeightShifted, asked 25 %, told RELEASE_WEIGHT_SHIFTED"),
                row(
                        "one silence after another has one deadline",
                        Given.at(5).kafkaAway().held(Kind.SILENCE, Reason.NO_DATA, LONG),
                        "RollingBack NoDataDeadline, route 0 %, asked 0 %, told RELEASE_WEIGHT_SHIFTED"),
                row(
                        "silence for less than the deadline",
                        Given.at(5).kafkaAway().held(Kind.SILENCE, Reason.KAFKA_UNREACHABLE, Duration.ofSeconds(599)),
                        "Progressing KafkaUnreachable, held SILENCE"),
                row(
                        "silence for long, and the policy is to hold",
                        Given.at(5)
                                .policy(OnNoData.HOLD)
                                .kafkaAway()
                                .held(Kind.SILENCE, Reason.KAFKA_UNREACHABLE, LONG),
                        "Progressing KafkaUnreachable, held SILENCE"),
                row(
                        "inconclusive for long",
                        inconclusive(OnInconclusive.HOLD),
                        "Progressing ProgressDeadline, held INCONCLUSIVE, told RELEASE_HELD"),
                row(
                        "inconclusive for long, and the policy is to roll back",
                        inconclusive(OnInconclusive.ROLL_BACK),
                        "RollingBack ProgressDeadline, route 0 %, asked 0 %, told RELEASE_WEIGHT_SHIFTED"),
                row(
                        "inconclusive for long, and the policy is to promote",
                        inconclusive(OnInconclusive.PROMOTE),
                        "Progressing WeightShifted, asked 25 %, told RELEASE_WEIGHT_SHIFTED"),
                row(
                        "Prometheus away since before the step",
                        Given.at(5)
                                .heard(
                                        Given.judgement(
                                                Given.RELEASE + "/0",
                                                Verdict.CONTINUE,
                                                Reason.NO_DATA,
                                                DataState.PROMETHEUS_UNREACHABLE,
                                                EARLIER),
                                        Given.NOW),
                        "Progressing PrometheusUnreachable, held SILENCE, told RELEASE_HELD"),
                row(
                        "only heard of the time before the step for long",
                        inconclusive(OnInconclusive.ROLL_BACK)
                                .heard(Given.RELEASE + "/0", Verdict.CONTINUE, Reason.NOT_ENOUGH_EVIDENCE, EARLIER),
                        "RollingBack ProgressDeadline, route 0 %, asked 0 %, told RELEASE_WEIGHT_SHIFTED"),
                row(
                        "never judged is never promoted",
                        inconclusive(OnInconclusive.PROMOTE)
                                .heard(Given.RELEASE + "/0", Verdict.PROMOTE, Reason.NOT_INFERIOR, EARLIER),
                        "Progressing ProgressDeadline, held INCONCLUSIVE, told RELEASE_HELD"),
                row(
                        "an obstacle that ends was time without progress",
                        inconclusive(OnInconclusive.ROLL_BACK).held(Kind.OBSTACLE, Reason.WORKLOAD_NOT_READY, BRIEF),
                        "RollingBack ProgressDeadline, route 0 %, asked 0 %, told RELEASE_WEIGHT_SHIFTED"),
                row(
                        "a silence that ends is no time without progress",
                        inconclusive(OnInconclusive.ROLL_BACK).held(Kind.SILENCE, Reason.NO_DATA, LONG),
                        "Progressing NotEnoughEvidence"));
    }

    static Stream<Arguments> goingBack() {
        return Stream.of(
                row(
                        "not there yet",
                        goingBack(Outcome.ROLLED_BACK),
                        "RollingBack ErrorsRegressed, route 0 %, asked 0 %"),
                row(
                        "route missing",
                        goingBack(Outcome.ROLLED_BACK).route(MISSING),
                        "RollingBack ErrorsRegressed, route 0 %, asked 0 %"),
                row(
                        "whatever is wanted now",
                        goingBack(Outcome.ROLLED_BACK).invalid().kafkaAway(),
                        "RollingBack ErrorsRegressed, route 0 %, asked 0 %"),
                row(
                        "rolled back",
                        goingBack(Outcome.ROLLED_BACK).route(0),
                        "RolledBack ErrorsRegressed, ROLLED_BACK, latched, told RELEASE_ROLLED_BACK"),
                row(
                        "aborted",
                        goingBack(Outcome.ABORTED).route(0),
                        "Waiting ErrorsRegressed, ABORTED, told RELEASE_ABORTED"));
    }

    @ParameterizedTest
    @MethodSource({"withoutRelease", "ends", "obstacles", "evidence", "silence", "goingBack"})
    void situationLeadsTo(Given given, String expected) {
        Plan plan = given.decide();

        assertThat(summary(given.resource().memory(), plan)).isEqualTo(expected);
    }

    private static Given inconclusive(OnInconclusive policy) {
        Given given = Given.at(5).policy(policy).heard(Verdict.CONTINUE, Reason.NOT_ENOUGH_EVIDENCE);
        Release release = given.resource().memory().release().orElseThrow();
        return given.memory(given.resource()
                .memory()
                .running(new Release(
                        release.run(),
                        release.target(),
                        release.askedAt(),
                        release.request(),
                        release.reached(),
                        release.exposures(),
                        Given.NOW.minus(LONG),
                        release.held(),
                        release.ending())));
    }

    private static Given goingBack(Outcome outcome) {
        return Given.at(5).goingBack(outcome, Reason.ERRORS_REGRESSED);
    }

    private static String back() {
        return "RollingBack ErrorsRegressed, route 0 %, asked 0 %, told RELEASE_WEIGHT_SHIFTED";
    }

    private static Arguments row(String name, Given given, String expected) {
        return argumentSet(name, given, expected);
    }

    /** What a plan changes, in one line. */
    private static String summary(Memory before, Plan plan) {
        Memory after = plan.status().memory();
        Face face = plan.status().face().orElseThrow();
        StringBuilder line = new StringBuilder(camel(face.phase()) + " " + face.reason());
        plan.route().ifPresent(w -> line.append(", route ").append(w));
        if (!after.serving().equals(before.serving())) {
            line.append(", serving ").append(after.serving().orElseThrow());
        }
        after.release().ifPresent(r -> line.append(summary(before.release(), r)));
        if (after.history().size() > before.history().size()) {
            line.append(", ").append(after.history().getFirst().outcome());
        }
        if (after.latch().isPresent() != before.latch().isPresent()) {
            line.append(after.latch().isPresent() ? ", latched" : ", unlatched");
        }
        plan.announcements()
                .forEach(a -> line.append(", told ").append(a.event().type()));
        return line.toString();
    }

    private static String summary(Optional<Release> before, Release after) {
        StringBuilder line = new StringBuilder();
        Optional<Weight> askedBefore = before.map(Release::asked);
        if (after.isRising()
                || !askedBefore.equals(Optional.of(after.asked()))
                || after.ending().isPresent()) {
            line.append(", asked ").append(after.asked());
        }
        before.filter(b -> !b.settled().equals(after.settled()))
                .ifPresent(b -> line.append(", settled ").append(after.settled()));
        after.held().ifPresent(h -> line.append(", held ").append(h.kind()));
        before.filter(b -> b.request().revision() != after.request().revision())
                .ifPresent(b -> line.append(", request ").append(after.request().id()));
        return line.toString();
    }

    private static String camel(Phase phase) {
        StringBuilder camel = new StringBuilder();
        for (String word : phase.name().split("_", -1)) {
            camel.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return camel.toString();
    }
}
