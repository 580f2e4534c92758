package io.huidu.shifter.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.events.DataState;
import io.huidu.events.Exposure;
import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.Wish.Ask;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.SessionCookie;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Users who stay with the version that they were sent to first, through a release and after it. */
class SessionsTest {

    private static final SessionCookie OLD =
            new SessionCookie("version", "of-an-earlier-release", "other", Duration.ofHours(1));

    @Test
    void keepsUsersOnTheCanaryFromStepToStepAndDrawsTheOthersAnew() {
        Given given = Given.idle().keepingUsers();

        List<Routing> written = promoted(given);

        assertThat(written).extracting(Routing::weight).containsExactly(Weight.of(5), Weight.of(50), Weight.ALL);
        SessionCookie first = written.get(0).session().orElseThrow();
        SessionCookie second = written.get(1).session().orElseThrow();
        assertThat(second.canary()).isEqualTo(first.canary());
        assertThat(second.stable()).isNotEqualTo(first.stable());
        assertThat(written.getLast()).as("nobody has to be kept").isEqualTo(Routing.EVERYTHING);
    }

    @Test
    void aCookieOfOneReleaseSaysNothingInAnother() {
        SessionCookie one = cookie(Given.at(5).keepingUsers(), 5);
        Given next = Given.at(5).keepingUsers();
        Run run = next.resource().memory().release().orElseThrow().run();
        String id = "shop/a/01234567-2";
        Run later = new Run(id, 2, run.to(), run.from(), run.traffic(), "one", Config.NONE, run.startedAt());

        SessionCookie other = next.resource().routing(later, stage(5)).session().orElseThrow();

        assertThat(List.of(other.canary(), other.stable())).doesNotContain(one.canary(), one.stable());
        assertThat(one.canary()).as("nothing that a user could count on from").doesNotContain("01234567");
    }

    @Test
    void takesEverybodyBackAtOnce() {
        Given given = Given.at(5, 25).keepingUsers().heard(Verdict.ROLL_BACK, Reason.ERRORS_REGRESSED);

        Plan plan = given.route(new Route.At(asked(given, 25))).decide();

        assertThat(plan.route()).contains(Routing.NOTHING);
    }

    @Test
    void takesACookieOfAnEarlierReleaseOffTheRoute() {
        Given given = Given.at(5).keepingUsers();

        Plan plan = given.route(new Route.At(Routing.of(Weight.of(5)).keeping(Optional.of(OLD))))
                .decide();

        assertThat(plan.route()).contains(Routing.of(Weight.of(5)));
        assertThat(reason(plan)).isEqualTo(Reason.ROUTE_NOT_AS_ASKED);
    }

    @Test
    void holdsWhereSomebodyElseRemovedTheSessionsAndPutsThemBackOnALaterVerdict() {
        Given given = Given.at(5).keepingUsers().route(5);

        Plan held = given.decide();

        assertThat(held.route()).isEmpty();
        assertThat(reason(held)).isEqualTo(Reason.ROUTE_NOT_AS_ASKED);

        Plan restored = given.held(Held.Kind.OBSTACLE, Reason.ROUTE_NOT_AS_ASKED, Duration.ofSeconds(30))
                .heard(Verdict.CONTINUE, Reason.NOT_ENOUGH_EVIDENCE)
                .decide();

        assertThat(restored.route()).contains(asked(given, 5));
    }

    @Test
    void tellsTheAnalyzerThatTheShareMayBeMore() {
        Given given = Given.at(5).keepingUsers().rising(25);

        Plan plan = given.route(new Route.At(asked(given, 25))).decide();

        Exposure entered =
                plan.status().memory().release().orElseThrow().exposures().getLast();
        assertThat(entered.weight()).isEqualTo(Weight.of(25));
        assertThat(entered.share()).isEqualTo(Exposure.Share.AT_LEAST);
    }

    @Test
    void aLowerWeightByHandTakesNobodyAwayFromTheCanary() {
        Given given = Given.at(5, 50).keepingUsers().asking(Ask.WEIGHT, "20 oncall: less of it");

        Plan plan = given.route(new Route.At(asked(given, 50))).decide();

        Routing written = plan.route().orElseThrow();
        assertThat(written.weight()).isEqualTo(Weight.of(20));
        assertThat(written.session().orElseThrow().canary())
                .isEqualTo(cookie(given, 50).canary());
    }

    /** 5 % of the users have stayed, and a quarter of the others comes on top: 28.75 % of what twenty pods bear. */
    @Test
    void givesTheCanaryPodsForThoseWhoStayed() {
        Given given = Given.at(5).keepingUsers().rising(25).heard(Verdict.PROMOTE, Reason.NOT_INFERIOR);

        Plan plan = given.route(new Route.At(asked(given, 5)))
                .stable(pods("a-v1", 20))
                .canary(pods("a-v2", 5))
                .decide();

        assertThat(reason(plan)).isEqualTo(Reason.SCALING_UP);
        assertThat(plan.workloads()).contains(new WorkloadChange.AtLeast("a-v2", 6));
    }

    private static Workload pods(String name, int count) {
        return Given.present(
                name,
                new Workload.Pods(count, count, Optional.of(Given.NOW.minusSeconds(900)), Optional.empty()),
                name.equals("a-v1") ? "one" : "two");
    }

    private static Routing asked(Given given, int weight) {
        Run run = given.resource().memory().release().orElseThrow().run();
        return given.resource().routing(run, stage(weight));
    }

    private static SessionCookie cookie(Given given, int weight) {
        return asked(given, weight).session().orElseThrow();
    }

    private static Stage stage(int weight) {
        return new Stage(0, Routing.of(Weight.of(weight)));
    }

    private static Reason reason(Plan plan) {
        return plan.status().face().orElseThrow().reason();
    }

    /** Through the steps 5, 50 and 100, each promoted at once. */
    private static List<Routing> promoted(Given given) {
        given.steps(step(5), step(50), step(100));
        List<Routing> written = new ArrayList<>();
        while (given.resource().memory().history().isEmpty()) {
            Plan plan = given.decide();
            plan.route().ifPresent(routing -> {
                written.add(routing);
                given.route(new Route.At(routing));
            });
            given.memory(plan.status().memory());
            if (plan.analysis() instanceof AnalysisWanted.Wanted(var request)) {
                given.heard(
                        Given.judgement(
                                request.requestId(),
                                Verdict.PROMOTE,
                                Reason.NOT_INFERIOR,
                                DataState.EXACT,
                                Given.NOW.plusSeconds(1)),
                        Given.NOW);
            }
        }
        return written;
    }

    private static Step step(int weight) {
        return new Step(Weight.of(weight), Duration.ZERO, Step.Exit.ON_VERDICT);
    }
}
