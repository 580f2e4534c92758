package io.huidu.shifter.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.huidu.events.AnalysisRequested;
import io.huidu.events.Counts;
import io.huidu.events.DataState;
import io.huidu.events.Estimate;
import io.huidu.events.EventType;
import io.huidu.events.Evidence;
import io.huidu.events.Exposure;
import io.huidu.events.Judgement;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricOutlook;
import io.huidu.events.MetricReport;
import io.huidu.events.Missing;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseState;
import io.huidu.events.ShownNumber;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.Announcement.Severity;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.Split;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a plan says besides the transition. */
class PlanTest {

    @Test
    void asksTheAnalyzerForWhatTheStatusThatWasReadSays() {
        Given given = Given.at(5, 25);

        AnalysisRequested request = ((AnalysisWanted.Wanted) given.decide().analysis()).request();

        Release release = given.resource().memory().release().orElseThrow();
        assertThat(request.release()).isEqualTo(Given.KEY);
        assertThat(request.releaseId()).isEqualTo(Given.RELEASE);
        assertThat(request.requestId()).isEqualTo(Given.RELEASE + "/1");
        assertThat(request.baseline()).isEqualTo(Given.V1);
        assertThat(request.canary()).isEqualTo(Given.V2);
        assertThat(request.exposures()).isEqualTo(release.exposures());
        assertThat(request.nextWeight()).contains(Weight.of(50));
        assertThat(request.plan().minDuration()).as("of the step at 25").isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void keepsAskingForTheStepBeforeWhileTheWeightRises() {
        Plan plan = Given.at(5).rising(25).decide();

        assertThat(plan.analysis()).isInstanceOfSatisfying(AnalysisWanted.Wanted.class, w -> {
            assertThat(w.request().requestId()).isEqualTo(Given.RELEASE + "/0");
            assertThat(w.request().nextWeight()).contains(Weight.of(25));
        });
    }

    @Test
    void asksForNothingWithoutAStepAndWhileGoingBack() {
        assertThat(Given.idle().decide().analysis()).isEqualTo(new AnalysisWanted.None());
        assertThat(Given.started().decide().analysis()).isEqualTo(new AnalysisWanted.None());
        assertThat(Given.at(5)
                        .goingBack(Outcome.ABORTED, Reason.DESIRED_CHANGED)
                        .decide()
                        .analysis())
                .isEqualTo(new AnalysisWanted.None());
    }

    @Test
    void leavesTheAnalysisAsItIsWhenItCantSayWhatItIsToBe() {
        assertThat(Given.at(5).invalid().decide().analysis()).isEqualTo(new AnalysisWanted.AsBefore());
        assertThat(Given.at(5).minRequests(200).decide().analysis())
                .as("until the new request's id was read back")
                .isEqualTo(new AnalysisWanted.AsBefore());
    }

    @Test
    void aStepIsExposedFromWhenItsWeightWasSeenAndWarmSomeTimeAfterItsPodsWereReady() {
        Workload young = Given.present(
                "a-v2", new Workload.Pods(2, 2, Optional.of(Given.NOW.minusSeconds(20)), Optional.empty()), "two");

        Plan plan = Given.started().route(5).canary(young).decide();

        assertThat(plan.status().memory().release().orElseThrow().exposures())
                .containsExactly(new Exposure(0, Weight.of(5), Given.NOW, Given.NOW.plusSeconds(40)));
    }

    @Test
    void podsThatHaveLongBeenReadyAreWarm() {
        Plan plan = Given.at(5).rising(25).route(25).decide();

        assertThat(plan.status().memory().release().orElseThrow().exposures().getLast())
                .isEqualTo(new Exposure(1, Weight.of(25), Given.NOW, Given.NOW));
    }

    @Test
    void announcesAPromotionWithItsVerdict() {
        Plan plan = Given.at(5).heard(Verdict.PROMOTE, Reason.NOT_INFERIOR).decide();

        Announcement announcement = plan.announcements().getFirst();
        ReleaseState state = announcement.event().state();
        assertThat(announcement.id()).isEqualTo(Given.RELEASE + "/step/1.0/to/25");
        assertThat(announcement.time()).isEqualTo(Given.NOW);
        assertThat(announcement.severity()).isEqualTo(Severity.NORMAL);
        assertThat(announcement.event().type()).isEqualTo(EventType.RELEASE_WEIGHT_SHIFTED);
        assertThat(state.step()).isEqualTo(1);
        assertThat(state.steps()).isEqualTo(4);
        assertThat(state.weightAsked()).isEqualTo(Weight.of(25));
        assertThat(state.weightObserved()).contains(Weight.of(5));
        assertThat(state.message()).isEqualTo("v2 is to receive 25 %: the analyzer's sentence");
        assertThat(state.judgement()).map(Judgement::verdict).contains(Verdict.PROMOTE);
    }

    @Test
    void announcesARollbackAsAWarning() {
        Plan plan = Given.at(5)
                .goingBack(Outcome.ROLLED_BACK, Reason.LATENCY_REGRESSED)
                .route(0)
                .decide();

        assertThat(plan.announcements())
                .extracting(
                        Announcement::id, Announcement::severity, a -> a.event().type())
                .containsExactly(
                        tuple(Given.RELEASE + "/rolled-back", Severity.WARNING, EventType.RELEASE_ROLLED_BACK));
    }

    @Test
    void aReleaseNamesResourceUidAndNumber() {
        Memory sixBefore =
                new Memory(Optional.of("v1"), 6, Optional.empty(), Optional.empty(), Optional.empty(), List.of());

        Plan plan = Given.idle().memory(sixBefore).decide();

        Run run = plan.status().memory().release().orElseThrow().run();
        assertThat(run.id()).isEqualTo("shop/a/01234567-7");
        assertThat(run.number()).isEqualTo(7);
        assertThat(run.revision()).isEqualTo("two");
        assertThat(run.startedAt()).isEqualTo(Given.NOW);
    }

    @Test
    void historyKeepsTheLastTen() {
        Memory memory = Memory.NONE;
        for (int i = 1; i <= 12; i++) {
            memory = memory.ended(past("r" + i));
        }

        assertThat(memory.history()).hasSize(10);
        assertThat(memory.history().getFirst().id()).isEqualTo("r12");
        assertThat(memory.history().getLast().id()).isEqualTo("r3");
    }

    @Test
    void looksAgainAtOnceWhenTheMemoryChangedAndElseWhenSomethingMayHaveHappened() {
        assertThat(Given.idle().decide().again()).as("started").isZero();
        assertThat(Given.started().decide().again()).as("route written").isEqualTo(Duration.ofSeconds(1));
        assertThat(Given.at(5).decide().again()).as("analyzing").isEqualTo(Duration.ofSeconds(15));
        assertThat(Given.idle().canary(new Workload.Absent("a-v2")).decide().again())
                .as("waiting")
                .isEqualTo(Duration.ofSeconds(10));
        assertThat(Given.idle().desired("v1").decide().again()).as("serving").isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void conditionsSayWhatIsTheCase() {
        Face face = Given.at(5)
                .data(DataState.PROMETHEUS_UNREACHABLE)
                .decide()
                .status()
                .face()
                .orElseThrow();

        assertThat(face.conditions())
                .extracting(Condition::type, Condition::state, Condition::reason)
                .containsExactly(
                        tuple(Condition.Type.VALID, Condition.State.TRUE, Reason.VALID),
                        tuple(Condition.Type.PROGRESSING, Condition.State.FALSE, Reason.PROMETHEUS_UNREACHABLE),
                        tuple(Condition.Type.ANALYZING, Condition.State.FALSE, Reason.PROMETHEUS_UNREACHABLE),
                        tuple(Condition.Type.TRAFFIC_APPLIED, Condition.State.TRUE, Reason.ROUTE_AS_ASKED),
                        tuple(Condition.Type.SUCCEEDED, Condition.State.UNKNOWN, Reason.PROMETHEUS_UNREACHABLE));
        assertThat(face.generation()).isEqualTo(3);
        assertThat(face.weight()).contains(new Face.Shares(Weight.of(5), Optional.of(Weight.of(5))));
    }

    @Test
    void conditionsTellAnAnalysisFromARollback() {
        Face analysing = Given.at(5)
                .heard(Verdict.CONTINUE, Reason.NOT_ENOUGH_EVIDENCE)
                .decide()
                .status()
                .face()
                .orElseThrow();
        Face starting = Given.started().decide().status().face().orElseThrow();
        Face goingBack = Given.at(5)
                .goingBack(Outcome.ROLLED_BACK, Reason.ERRORS_REGRESSED)
                .decide()
                .status()
                .face()
                .orElseThrow();

        assertThat(states(analysing))
                .containsExactly(
                        "VALID TRUE",
                        "PROGRESSING TRUE",
                        "ANALYZING TRUE",
                        "TRAFFIC_APPLIED TRUE",
                        "SUCCEEDED UNKNOWN");
        assertThat(states(starting))
                .containsExactly(
                        "VALID TRUE",
                        "PROGRESSING TRUE",
                        "ANALYZING FALSE",
                        "TRAFFIC_APPLIED FALSE",
                        "SUCCEEDED UNKNOWN");
        assertThat(states(goingBack))
                .containsExactly(
                        "VALID TRUE",
                        "PROGRESSING TRUE",
                        "ANALYZING FALSE",
                        "TRAFFIC_APPLIED FALSE",
                        "SUCCEEDED FALSE");
        assertThat(starting.conditions().get(3).message()).isEqualTo("asked 5 %, observed 0 %");
    }

    @Test
    void trafficIsUnknownWhileTheRouteCantBeRead() {
        Face face = Given.at(5)
                .route(new Route.Unclear("no answer"))
                .decide()
                .status()
                .face()
                .orElseThrow();

        assertThat(states(face)).contains("TRAFFIC_APPLIED UNKNOWN");
        assertThat(face.conditions().get(3).message()).isEqualTo("no answer");
        assertThat(face.weight()).contains(new Face.Shares(Weight.of(5), Optional.empty()));
    }

    @Test
    void showsTheVerdictWithTheMetricNearestToItsBound() {
        Judgement judgement = judged(metric("errors", 1, 5), metric("latency", 4, 6))
                .showing(List.of(new ShownNumber("orders", Optional.of(7.0), Optional.empty())));

        Face face =
                Given.at(5).heard(judgement, Given.NOW).decide().status().face().orElseThrow();

        assertThat(face.verdict())
                .contains(new Face.Opinion(
                        Verdict.CONTINUE,
                        Reason.NOT_ENOUGH_EVIDENCE,
                        "it goes on",
                        Given.NOW,
                        Optional.empty(),
                        List.of(
                                new Face.MetricOpinion("errors", Optional.empty(), Optional.empty(), Optional.empty()),
                                new Face.MetricOpinion(
                                        "latency", Optional.empty(), Optional.of(1.5), Optional.of(400L))),
                        Optional.of(4.0),
                        Optional.of(6.0),
                        List.of(new ShownNumber("orders", Optional.of(7.0), Optional.empty()))));
        assertThat(face.steps()).isEqualTo(4);
    }

    @Test
    void keepsTheLastVerdictOfAReleaseUntilTheNextOneStarts() {
        Face.Opinion opinion = new Face.Opinion(
                Verdict.ROLL_BACK,
                Reason.ERRORS_REGRESSED,
                "worse",
                Given.NOW,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());

        Plan latched = decideShowing(Given.idle().latched("two"), opinion);
        Plan starting = decideShowing(Given.idle(), opinion);

        assertThat(latched.status().face().orElseThrow().verdict()).contains(opinion);
        assertThat(starting.status().face().orElseThrow().verdict()).isEmpty();
    }

    @Test
    void anotherReleasesVerdictIsNeitherShownNorTold() {
        Plan plan = Given.at(5)
                .paused()
                .heard("shop/a/01234567-0/0", Verdict.PROMOTE, Reason.NOT_INFERIOR, Given.NOW)
                .decide();

        assertThat(plan.status().face().orElseThrow().verdict()).isEmpty();
        assertThat(plan.announcements().getFirst().event().state().judgement()).isEmpty();
        assertThat(plan.announcements().getFirst().id())
                .isEqualTo(Given.RELEASE + "/held/0/Paused/" + Given.NOW.toEpochMilli());
    }

    @Test
    void aRouteInTheWayOfGoingBackIsNamed() {
        Face face = Given.at(5)
                .goingBack(Outcome.ROLLED_BACK, Reason.ERRORS_REGRESSED)
                .route(new Route.Missing("Ingress a: not found"))
                .decide()
                .status()
                .face()
                .orElseThrow();

        assertThat(face.message()).isEqualTo("it goes back (not done yet: Ingress a: not found)");
    }

    @Test
    void aContestedRouteIsNotFoughtOverButStillTakenBack() {
        Route contested = new Route.Contested(Routing.of(Weight.of(50)), "argocd keeps overwriting it");

        Plan running = Given.at(5).route(contested).decide();
        Plan back = Given.at(5)
                .goingBack(Outcome.ROLLED_BACK, Reason.ERRORS_REGRESSED)
                .route(contested)
                .decide();

        assertThat(running.route()).isEmpty();
        Condition applied = running.status().face().orElseThrow().conditions().get(3);
        assertThat(applied.state()).isEqualTo(Condition.State.FALSE);
        assertThat(applied.reason()).isEqualTo(Reason.ROUTE_CONTESTED);
        assertThat(applied.message()).isEqualTo("argocd keeps overwriting it");
        assertThat(back.route()).contains(Routing.NOTHING);
    }

    @Test
    void aContestedRouteIsTakenBackFromTheVersionThatWasRolledBack() {
        Route contested = new Route.Contested(Routing.of(Weight.of(60)), "argocd keeps overwriting it");

        Plan plan = Given.idle().latched("two").route(contested).decide();
        Plan atNothing = Given.idle()
                .latched("two")
                .route(new Route.Contested(Routing.NOTHING, "argocd keeps overwriting it"))
                .decide();

        assertThat(plan.route()).contains(Routing.NOTHING);
        assertThat(plan.status().face().orElseThrow().conditions().get(3).reason())
                .isEqualTo(Reason.ROUTE_CONTESTED);
        assertThat(atNothing.route()).isEmpty();
        assertThat(atNothing.status().face().orElseThrow().reason()).isEqualTo(Reason.ROUTE_CONTESTED);
    }

    @Test
    void aShortIntervalLeavesTheAnalyzerHalfAMinute() {
        assertThat(Given.idle()
                        .interval(Duration.ofSeconds(1))
                        .spec()
                        .analysis()
                        .patience())
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(Given.idle()
                        .interval(Duration.ofSeconds(11))
                        .spec()
                        .analysis()
                        .patience())
                .isEqualTo(Duration.ofSeconds(33));
    }

    @Test
    void scopeNamesTheTwoEndsOfTheSplit() {
        assertThat(new Scope("shop", new Traffic.Istio("a"), Given.V1, Given.V2).split())
                .isEqualTo(new Split("shop", "a", new Split.Backend("v1", "a-v1"), new Split.Backend("v2", "a-v2")));
    }

    @Test
    void anInvalidSpecIsOneConditionWithEveryProblem() {
        Face face = Given.idle().invalid().decide().status().face().orElseThrow();

        assertThat(face.conditions().getFirst())
                .isEqualTo(new Condition(
                        Condition.Type.VALID,
                        Condition.State.FALSE,
                        Reason.INVALID_SPEC,
                        "spec.desired: got 'v3'; spec.steps: got '0'",
                        Given.NOW,
                        3));
    }

    @Test
    void aConditionKeepsTheTimeOfItsTransition() {
        Resource before = Given.at(5).resource();
        Plan first = decide(before, Given.NOW);
        Resource after = new Resource(
                before.key(),
                before.uid(),
                before.generation(),
                before.changedBy(),
                before.checked(),
                before.wishes(),
                first.status());

        Plan second = decide(after, Given.NOW.plusSeconds(5));

        assertThat(second.status()).isEqualTo(first.status());
    }

    @Test
    void weightIsThatOfTheDesiredVersionWhenNoReleaseRuns() {
        Face serving = Given.idle().desired("v1").decide().status().face().orElseThrow();
        Face failed = Given.idle().latched("two").decide().status().face().orElseThrow();

        assertThat(serving.weight()).contains(new Face.Shares(Weight.ALL, Optional.of(Weight.ALL)));
        assertThat(failed.weight()).contains(new Face.Shares(Weight.ZERO, Optional.of(Weight.ZERO)));
    }

    @Test
    void whatHasToBeLookedAtIsThatOfTheRunningReleaseWhateverTheSpecSays() {
        Scope running = Given.at(5).invalid().resource().scope().orElseThrow();
        Scope next = Given.idle().resource().scope().orElseThrow();

        assertThat(running).isEqualTo(new Scope("shop", new Traffic.NginxIngress("a"), Given.V1, Given.V2));
        assertThat(next).isEqualTo(running);
        assertThat(Given.idle().invalid().resource().scope()).isEmpty();
    }

    private static List<String> states(Face face) {
        return face.conditions().stream().map(c -> c.type() + " " + c.state()).toList();
    }

    private static Plan decideShowing(Given given, Face.Opinion opinion) {
        Resource before = given.resource();
        Face face = new Face(
                1,
                Phase.ROLLED_BACK,
                Reason.ERRORS_REGRESSED,
                "",
                0,
                Optional.empty(),
                Optional.of(opinion),
                List.of());
        return given.decide(new Status(before.memory(), Optional.of(face), List.of()));
    }

    private static Judgement judged(MetricReport... metrics) {
        return new Judgement(
                Given.KEY,
                Given.RELEASE,
                Given.RELEASE + "/0",
                0,
                1,
                Given.NOW.minusSeconds(15),
                Given.NOW,
                Verdict.CONTINUE,
                Reason.NOT_ENOUGH_EVIDENCE,
                "it goes on",
                DataState.EXACT,
                List.of(metrics),
                Optional.empty(),
                Optional.empty());
    }

    private static MetricReport metric(String name, double logE, double bound) {
        return new MetricReport(
                name,
                MetricKind.ERRORS,
                Counts.NONE,
                Counts.NONE,
                Optional.empty(),
                Estimate.UNKNOWN,
                Estimate.UNKNOWN,
                new Evidence(logE, bound),
                new Evidence(0, 3),
                Optional.empty(),
                0.005,
                1,
                List.of(),
                name.equals("errors")
                        ? new MetricOutlook(Optional.empty(), Optional.empty())
                        : new MetricOutlook(Optional.of(1.5), Optional.of(new Missing(400, Optional.empty()))));
    }

    private static Plan decide(Resource resource, Instant now) {
        Observation seen = new Observation(
                new Route.At(Routing.of(Weight.of(5))),
                Given.present("a-v1", 2, "one"),
                Given.present("a-v2", 2, "two"),
                new Observation.Kafka.Reachable(Given.NOW));
        return Rollout.decide(resource, Optional.empty(), seen, now);
    }

    private static Past past(String id) {
        return new Past(id, "v1", "v2", Outcome.SUCCEEDED, Reason.PROMOTED, "", Given.NOW, Given.NOW, Weight.ALL);
    }
}
