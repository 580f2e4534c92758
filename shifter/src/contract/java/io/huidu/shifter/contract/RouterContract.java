package io.huidu.shifter.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.huidu.events.Reason;
import io.huidu.events.Weight;
import io.huidu.shifter.route.Ability;
import io.huidu.shifter.route.Match;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.RouteException;
import io.huidu.shifter.route.Router;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.SessionCookie;
import io.huidu.shifter.route.Split;
import io.huidu.shifter.route.Split.Backend;
import io.huidu.shifter.route.StringMatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every router promises. A subclass says how its world looks; {@link #world} is asked once per test. */
public abstract class RouterContract {

    /** A namespace of its own for each test, with a router on it. */
    public interface World {

        Router router();

        /** The stable version is {@code v1}, the canary {@code v2}. */
        Split split();

        /** Makes a routing object as a host would write it, all of whose traffic goes to the given version. */
        void leadTo(Backend version);

        /** Everything that the routers could have written, in a form in which two equal worlds are equal. */
        Object written();

        /** The same without what the API server says of each write: equal however often it was written. */
        Object content();

        /** Changes something of the routing object that is the host's own, without touching the split. */
        void editAsHost();

        /** Whether the host's last edit is still there. */
        boolean keepsHostsEdit();

        /** Sees to what a weight needs beside the routing object: the pods, where these make the share. */
        default void makeReady(Split split, Weight weight) {}
    }

    /** How users are kept, where they are. */
    public static final SessionCookie COOKIE =
            new SessionCookie("version", "one-release", "one-weight", Duration.ofHours(1));

    protected abstract World world();

    /** The split that all worlds are about. */
    public static Split split(String namespace) {
        return new Split(namespace, "servicea", new Backend("v1", "servicea-v1"), new Backend("v2", "servicea-v2"));
    }

    @Test
    void seesNoRoutingObjectAsMissing() {
        World world = world();

        Route route = world.router().observe(world.split());

        assertThat(route).isInstanceOf(Route.Missing.class);
        assertThat(((Route.Missing) route).message())
                .contains(world.split().namespace() + "/" + world.split().route());
    }

    @Test
    void refusesToApplyWithoutARoutingObject() {
        World world = world();

        assertThatThrownBy(() -> apply(world, world.split(), Routing.of(Weight.of(5))))
                .isInstanceOfSatisfying(
                        RouteException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ROUTE_MISSING))
                .hasMessageContaining(
                        world.split().namespace() + "/" + world.split().route());
    }

    @Test
    void seesAnUntouchedRouteWhereItLeads() {
        World world = world();

        world.leadTo(world.split().stable());

        assertThat(seen(world, world.split())).isEqualTo(Routing.of(Weight.ZERO));
        assertThat(seen(world, reversed(world.split()))).isEqualTo(Routing.of(Weight.ALL));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 50, 99, 100})
    void seesTheWeightThatWasApplied(int percent) {
        World world = world();
        world.leadTo(world.split().stable());

        apply(world, world.split(), Routing.of(Weight.of(percent)));

        assertThat(seen(world, world.split())).isEqualTo(Routing.of(Weight.of(percent)));
        assertThat(seen(world, reversed(world.split())))
                .isEqualTo(Routing.of(Weight.of(percent).rest()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 50, 99, 100})
    void splitsAsWellWhenTheRouteLeadsToTheCanary(int percent) {
        World world = world();
        world.leadTo(world.split().canary());

        apply(world, world.split(), Routing.of(Weight.of(percent)));

        assertThat(seen(world, world.split())).isEqualTo(Routing.of(Weight.of(percent)));
    }

    @Test
    void writesNothingWhenTheRouteIsAsAsked() {
        World world = world();
        world.leadTo(world.split().stable());
        Object untouched = world.written();

        apply(world, world.split(), Routing.of(Weight.ZERO));

        assertThat(world.written()).isEqualTo(untouched);

        apply(world, world.split(), Routing.of(Weight.of(25)));
        Object once = world.written();
        apply(world, world.split(), Routing.of(Weight.of(25)));

        assertThat(once).isNotEqualTo(untouched);
        assertThat(world.written()).isEqualTo(once);
    }

    @Test
    void walksUpAndDownAndBackTheOtherWay() {
        World world = world();
        Split split = world.split();
        world.leadTo(split.stable());

        for (int percent : new int[] {5, 25, 0, 5, 100}) {
            apply(world, split, Routing.of(Weight.of(percent)));
            assertThat(seen(world, split)).isEqualTo(Routing.of(Weight.of(percent)));
        }
        for (int percent : new int[] {5, 50, 0, 100}) {
            apply(world, reversed(split), Routing.of(Weight.of(percent)));
            assertThat(seen(world, reversed(split))).isEqualTo(Routing.of(Weight.of(percent)));
        }
    }

    @Test
    void keepsWhatTheHostChangesMeanwhile() {
        World world = world();
        world.leadTo(world.split().stable());
        apply(world, world.split(), Routing.of(Weight.of(5)));

        world.editAsHost();
        apply(world, world.split(), Routing.of(Weight.of(25)));

        assertThat(world.keepsHostsEdit()).isTrue();
        assertThat(seen(world, world.split())).isEqualTo(Routing.of(Weight.of(25)));
    }

    @Test
    void putsBackWhatWasFoundBeforeTheFirstApply() {
        World world = world();
        world.leadTo(world.split().stable());
        apply(world, world.split(), Routing.of(Weight.of(5)));
        apply(world, world.split(), Routing.of(Weight.of(100)));
        apply(world, reversed(world.split()), Routing.of(Weight.of(50)));

        world.router().release(world.split());

        assertThat(seen(world, world.split())).isEqualTo(Routing.of(Weight.ZERO));
    }

    @Test
    void releasesTwiceAsOnceAndStartsAfresh() {
        World world = world();
        world.leadTo(world.split().stable());
        apply(world, world.split(), Routing.of(Weight.of(5)));
        world.router().release(world.split());
        Object released = world.written();

        world.router().release(world.split());

        assertThat(world.written()).isEqualTo(released);

        apply(world, world.split(), Routing.of(Weight.of(50)));

        assertThat(seen(world, world.split())).isEqualTo(Routing.of(Weight.of(50)));
    }

    @Test
    void releasesNothingWhereNothingWasApplied() {
        World world = world();
        world.router().release(world.split());
        world.leadTo(world.split().stable());
        Object untouched = world.written();

        world.router().release(world.split());

        assertThat(world.written()).isEqualTo(untouched);
    }

    // Beyond weights: each router as far as it can

    static List<Routing> routings() {
        Match header = Match.header("X-Canary", StringMatch.exact("true"));
        Match cookie = Match.cookie("canary", StringMatch.exact("always"));
        Match beta = Match.uri(StringMatch.prefix("/beta"));
        Match phone = Match.userAgent(StringMatch.regex(".*Android.*"));
        Match several = new Match(
                Map.of("x-team", StringMatch.prefix("shop-"), "x-b", StringMatch.exact("1")),
                Map.of("group", StringMatch.prefix("b")),
                Optional.of(StringMatch.exact("/a")),
                Optional.empty());
        return List.of(
                Routing.NOTHING.matching(List.of(header)),
                Routing.NOTHING.matching(List.of(cookie)),
                Routing.of(Weight.of(25)).matching(List.of(header, cookie)),
                Routing.NOTHING.matching(List.of(phone)),
                Routing.NOTHING.matching(List.of(beta)),
                Routing.of(Weight.of(5)).matching(List.of(several, beta)),
                Routing.NOTHING.mirroring(Weight.ALL),
                Routing.of(Weight.of(5)).mirroring(Weight.of(10)),
                Routing.of(Weight.of(5)).matching(List.of(header)).mirroring(Weight.of(50)),
                Routing.of(Weight.of(25)).keeping(Optional.of(COOKIE)),
                Routing.of(Weight.of(5))
                        .matching(List.of(beta, header))
                        .mirroring(Weight.of(50))
                        .keeping(Optional.of(COOKIE)));
    }

    @ParameterizedTest
    @MethodSource("routings")
    void seesWhatWasAppliedOrRefusesItWithAllReasons(Routing routing) {
        World world = world();
        world.leadTo(world.split().stable());
        Object untouched = world.written();
        List<Ability.Problem> problems = world.router().ability().problems(routing);
        if (!problems.isEmpty()) {
            assertThatThrownBy(() -> apply(world, world.split(), routing))
                    .isInstanceOf(RouteException.class)
                    .hasMessageContaining(problems.getLast().toString());
            assertThat(world.written()).isEqualTo(untouched);
            return;
        }

        apply(world, world.split(), routing);
        Object once = world.written();
        apply(world, world.split(), routing);

        assertThat(seen(world, world.split())).isEqualTo(routing);
        assertThat(world.written()).as("applied twice").isEqualTo(once);
    }

    @ParameterizedTest
    @MethodSource("routings")
    void takesBackMoreThanAWeight(Routing routing) {
        World world = world();
        assumeThat(world.router().ability().problems(routing)).isEmpty();
        world.leadTo(world.split().stable());
        apply(world, world.split(), Routing.of(Weight.of(5)));
        Object plain = world.content();
        apply(world, world.split(), routing);

        apply(world, world.split(), Routing.of(Weight.of(5)));

        assertThat(world.content()).as("nothing of it is left").isEqualTo(plain);

        apply(world, world.split(), routing);
        apply(world, world.split(), Routing.NOTHING);

        assertThat(seen(world, world.split())).isEqualTo(Routing.NOTHING);
    }

    @ParameterizedTest
    @MethodSource("routings")
    void putsBackWhatWasFoundBeforeMoreThanAWeight(Routing routing) {
        World world = world();
        assumeThat(world.router().ability().problems(routing)).isEmpty();
        world.leadTo(world.split().stable());
        Object untouched = world.content();
        apply(world, world.split(), routing);

        world.router().release(world.split());

        assertThat(world.content()).isEqualTo(untouched);
    }

    @ParameterizedTest
    @MethodSource("routings")
    void keepsWhatTheHostChangesBesideMoreThanAWeight(Routing routing) {
        World world = world();
        assumeThat(world.router().ability().problems(routing)).isEmpty();
        world.leadTo(world.split().stable());
        apply(world, world.split(), routing);

        world.editAsHost();
        apply(world, world.split(), Routing.of(Weight.of(25)));

        assertThat(world.keepsHostsEdit()).isTrue();
        assertThat(seen(world, world.split())).isEqualTo(Routing.of(Weight.of(25)));
    }

    @Test
    void changesTheCookieOfSessionsWithTheWeight() {
        World world = world();
        Routing before = Routing.of(Weight.of(25)).keeping(Optional.of(COOKIE));
        assumeThat(world.router().ability().problems(before)).isEmpty();
        world.leadTo(world.split().stable());
        Object untouched = world.content();
        apply(world, world.split(), before);
        Routing after = Routing.of(Weight.of(50))
                .keeping(Optional.of(
                        new SessionCookie("version", COOKIE.canary(), "another-weight", Duration.ofHours(1))));

        apply(world, world.split(), after);

        assertThat(seen(world, world.split())).isEqualTo(after);
        assertThat(world.content().toString()).doesNotContain(COOKIE.stable());

        apply(world, world.split(), Routing.EVERYTHING);

        assertThat(world.content().toString()).doesNotContain(COOKIE.canary());

        apply(world, reversed(world.split()), before);
        world.router().release(world.split());

        assertThat(world.content()).as("put back, with the roles swapped").isEqualTo(untouched);
    }

    private static void apply(World world, Split split, Routing routing) {
        world.makeReady(split, routing.weight());
        world.router().apply(split, routing);
    }

    /** What is seen of what was asked for. */
    private static Routing seen(World world, Split split) {
        Route route = world.router().observe(split);
        assertThat(route).isInstanceOf(Route.At.class);
        return ((Route.At) route).routing();
    }

    protected static Split reversed(Split split) {
        return new Split(split.namespace(), split.route(), split.canary(), split.stable());
    }
}
