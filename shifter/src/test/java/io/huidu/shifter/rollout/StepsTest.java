package io.huidu.shifter.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.events.AnalysisRequested;
import io.huidu.events.DataState;
import io.huidu.events.EventType;
import io.huidu.events.Exposure;
import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.Step.Exit;
import io.huidu.shifter.route.Match;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.StringMatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Steps that are more than a weight. */
class StepsTest {

    private static final Routing MIRROR = Routing.NOTHING.mirroring(Weight.ALL);
    private static final Routing BETA = Routing.NOTHING.matching(List.of(Match.uri(StringMatch.prefix("/beta"))));
    private static final Step ALL = step(Routing.EVERYTHING);

    @Test
    void givesWhatEachStepSaysInTurn() {
        Given given = Given.idle().steps(step(MIRROR), step(BETA), step(Routing.of(Weight.of(5))), ALL);

        List<Routing> written = promoted(given);

        assertThat(written).containsExactly(MIRROR, BETA, Routing.of(Weight.of(5)), Routing.EVERYTHING);
        assertThat(given.resource().memory().serving()).contains("v2");
    }

    /** Seed 20261399 of the simulation: a first step that was replaced, and the one after it, had one id. */
    @Test
    void eachShiftIsToldUnderAnIdOfItsOwn() {
        Given given = Given.idle().steps(step(BETA), ALL);
        follow(given, given.decide());
        given.steps(step(MIRROR), step(BETA), ALL);

        List<Announcement> shifts = new ArrayList<>();
        while (given.resource().memory().history().isEmpty()) {
            Plan plan = given.decide();
            plan.announcements().stream()
                    .filter(a -> a.event().type() == EventType.RELEASE_WEIGHT_SHIFTED)
                    .forEach(shifts::add);
            follow(given, plan);
        }

        assertThat(shifts)
                .extracting(Announcement::id)
                .hasSize(3)
                .doesNotHaveDuplicates()
                .last()
                .isEqualTo(Given.RELEASE + "/step/2.0/to/100");
    }

    /** Seed 20260275 of the simulation: the next step stayed, but not the weight that its verdict has to speak of. */
    @Test
    void aVerdictOnAnotherWeightBeyondAMirrorIsNoAnswer() {
        ReleaseSpec tenth = Given.idle()
                .steps(step(MIRROR), step(BETA), step(Routing.of(Weight.of(10))), ALL)
                .spec();
        ReleaseSpec most = Given.idle()
                .steps(step(MIRROR), step(BETA), step(Routing.of(Weight.of(60))), ALL)
                .spec();
        Stage reached = new Stage(0, MIRROR);

        assertThat(Requests.fingerprint(most, reached)).isNotEqualTo(Requests.fingerprint(tenth, reached));
    }

    @Test
    void theAnalyzerIsToldThatTheShareIsNoWeight() {
        Given given = Given.idle().steps(step(MIRROR), step(BETA), step(Routing.of(Weight.of(5))), ALL);

        List<AnalysisRequested> requests = new ArrayList<>();
        while (requests.stream().noneMatch(r -> r.current().step() == 2)) {
            follow(given, given.decide())
                    .filter(request -> !requests.contains(request))
                    .ifPresent(requests::add);
        }

        assertThat(requests.getFirst().nextWeight())
                .as("of the first step that has one")
                .contains(Weight.of(5));
        assertThat(requests.getLast().exposures())
                .extracting(Exposure::share)
                .containsExactly(Exposure.Share.OTHERWISE, Exposure.Share.OTHERWISE, Exposure.Share.BY_WEIGHT);
        assertThat(requests.getLast().exposures())
                .extracting(Exposure::weight)
                .containsExactly(Weight.ZERO, Weight.ZERO, Weight.of(5));
    }

    @Test
    void takesBackAMatchThatSomebodyElseAdded() {
        Routing both = BETA.mirroring(Weight.of(10));
        Given given = Given.at(5).route(new Route.At(new Routing(Weight.of(3), both.matches(), both.mirror())));

        Plan plan = given.decide();

        assertThat(plan.route()).as("what was there and was asked for").contains(Routing.of(Weight.of(3)));
    }

    @Test
    void isBackOnlyWhenMatchesAndMirrorsAreGoneToo() {
        Given given = Given.at(5).goingBack(Outcome.ROLLED_BACK, Reason.ERRORS_REGRESSED);

        Plan plan = given.route(new Route.At(BETA)).decide();

        assertThat(plan.route()).contains(Routing.NOTHING);
        assertThat(plan.status().memory().release()).isPresent();
    }

    @Test
    void findsItsPlaceInAListThatChanged() {
        ReleaseSpec spec = Given.idle()
                .steps(
                        step(MIRROR),
                        step(Routing.of(Weight.of(10))),
                        step(new Routing(Weight.of(30), BETA.matches(), Weight.ALL)),
                        ALL)
                .spec();

        assertThat(spec.next(new Stage(0, MIRROR))).as("as it was").contains(new Stage(1, Routing.of(Weight.of(10))));
        assertThat(spec.next(new Stage(3, MIRROR))).as("moved").contains(new Stage(1, Routing.of(Weight.of(10))));
        assertThat(spec.next(new Stage(0, BETA))).as("replaced").contains(new Stage(1, Routing.of(Weight.of(10))));
        assertThat(spec.next(new Stage(4, Routing.of(Weight.of(25)))))
                .as("gone")
                .map(Stage::index)
                .contains(2);
        assertThat(spec.next(new Stage(0, Routing.of(Weight.of(99)))))
                .as("above all")
                .map(Stage::index)
                .contains(3);
    }

    @Test
    void aRouteThatCannotBeWrittenIsTriedAgainToldOfAndGivenUpAfterTheDeadline() {
        Route.Refusal no = new Route.Refusal(Routing.of(Weight.of(25)), Reason.ROUTE_UNREACHABLE, "Ingress a: no");
        Given given = Given.at(5)
                .rising(25)
                .route(new Route.At(Routing.of(Weight.of(5)), Optional.empty(), Optional.of(no)))
                .heard(Verdict.PROMOTE, Reason.NOT_INFERIOR);

        Plan again = given.decide();
        Plan over = given.held(Held.Kind.OBSTACLE, Reason.ROUTE_UNREACHABLE, Duration.ofHours(1))
                .decide();
        Plan back = Given.at(5)
                .goingBack(Outcome.ROLLED_BACK, Reason.ERRORS_REGRESSED)
                .route(new Route.At(
                        Routing.of(Weight.of(5)),
                        Optional.empty(),
                        Optional.of(new Route.Refusal(Routing.NOTHING, Reason.ROUTE_UNREACHABLE, "Ingress a: no"))))
                .decide();

        assertThat(again.route()).contains(Routing.of(Weight.of(25)));
        assertThat(again.status().face().orElseThrow().message()).isEqualTo("Ingress a: no");
        assertThat(again.status().memory().release().flatMap(Release::held))
                .map(Held::reason)
                .contains(Reason.ROUTE_UNREACHABLE);
        assertThat(over.route()).contains(Routing.NOTHING);
        assertThat(back.route()).contains(Routing.NOTHING);
        assertThat(back.status().face().orElseThrow().message()).endsWith("(not done yet: Ingress a: no)");
    }

    @Test
    void aPauseEndsByItselfAfterItsTime() {
        Step pausing = new Step(
                Routing.of(Weight.of(5)),
                Duration.ZERO,
                Exit.ON_RESUME,
                Optional.of(Duration.ofMinutes(10)),
                Optional.empty());

        Plan early = paused(pausing, Duration.ofMinutes(9));
        Plan late = paused(pausing, Duration.ofMinutes(10));

        assertThat(phase(early)).isEqualTo(Phase.PAUSED);
        assertThat(phase(late)).isEqualTo(Phase.PROGRESSING);
    }

    private static Plan paused(Step pausing, Duration ago) {
        return asked(Given.at(5).steps(pausing, ALL))
                .held(Held.Kind.PAUSE, Reason.AWAITING_RESUME, ago)
                .decide();
    }

    @Test
    void aGateWaitsForAnApprovalOfExactlyThisStep() {
        Step gated = new Step(Weight.of(5), Duration.ZERO, Exit.ON_APPROVAL);
        Given given = asked(Given.at(5).steps(gated, ALL));

        Plan waiting =
                given.resume(Given.RELEASE + "/0").approve(Given.RELEASE + "/1").decide();
        Plan approved = given.approve(Given.RELEASE + "/0").decide();

        assertThat(waiting.status().face().orElseThrow().reason()).isEqualTo(Reason.AWAITING_APPROVAL);
        assertThat(approved.status().memory().release().orElseThrow().asked()).isEqualTo(Weight.ALL);
    }

    @Test
    void stepsThatCompareDifferentlyShareWhatMayBeRolledBackFalsely() {
        AnalysisSettings usual = Given.idle().spec().analysis();
        Step other = new Step(
                Routing.of(Weight.of(5)),
                Duration.ZERO,
                Exit.ON_VERDICT,
                Optional.empty(),
                Optional.of(new AnalysisSettings(
                        usual.preset(),
                        Duration.ofSeconds(5),
                        usual.falseRollbackProbability(),
                        usual.falsePromotionProbability(),
                        7,
                        usual.warmup(),
                        usual.onInconclusive(),
                        usual.metrics(),
                        usual.stratifyBy(),
                        usual.judge())));
        ReleaseSpec spec = Given.idle().steps(other, ALL).spec();

        AnalysisSettings first = spec.analysis(new Stage(0, other.routing()));
        AnalysisSettings last = spec.analysis(new Stage(1, ALL.routing()));

        assertThat(first.minRequests()).isEqualTo(7);
        assertThat(last.minRequests()).isEqualTo(usual.minRequests());
        assertThat(List.of(first, last))
                .allMatch(s -> s.falseRollbackProbability().value()
                        == usual.falseRollbackProbability().value() / 2);
    }

    private static Step step(Routing routing) {
        return new Step(routing, Duration.ZERO, Exit.ON_VERDICT, Optional.empty(), Optional.empty());
    }

    private static Phase phase(Plan plan) {
        return plan.status().face().orElseThrow().phase();
    }

    /** With the request that fits the steps it was given. */
    private static Given asked(Given given) {
        Memory memory = given.resource().memory();
        Release release = memory.release().orElseThrow();
        Release.Request request =
                new Release.Request(release.request().id(), 0, Requests.fingerprint(given.spec(), release.reached()));
        return given.memory(memory.running(release.asking(request))).heard(Verdict.PROMOTE, Reason.NOT_INFERIOR);
    }

    private static List<Routing> promoted(Given given) {
        List<Routing> written = new ArrayList<>();
        while (given.resource().memory().history().isEmpty()) {
            Plan plan = given.decide();
            plan.route().ifPresent(written::add);
            follow(given, plan);
        }
        return written;
    }

    /** Does what the plan says; and the analyzer promotes whatever is asked. */
    private static Optional<AnalysisRequested> follow(Given given, Plan plan) {
        plan.route().ifPresent(routing -> given.route(new Route.At(routing)));
        given.memory(plan.status().memory());
        if (!(plan.analysis() instanceof AnalysisWanted.Wanted(AnalysisRequested request))) {
            return Optional.empty();
        }
        given.heard(
                Given.judgement(
                        request.requestId(),
                        Verdict.PROMOTE,
                        Reason.NOT_INFERIOR,
                        DataState.EXACT,
                        Given.NOW.plusSeconds(1)),
                Given.NOW);
        return Optional.of(request);
    }
}
