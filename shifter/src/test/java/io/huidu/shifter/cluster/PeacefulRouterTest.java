package io.huidu.shifter.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.huidu.events.Reason;
import io.huidu.events.Weight;
import io.huidu.shifter.contract.RouterContract;
import io.huidu.shifter.route.Ability;
import io.huidu.shifter.route.InMemoryRouter;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.RouteException;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.Split;
import io.huidu.shifter.route.Split.Backend;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeacefulRouterTest {

    private static final Routing ASKED = Routing.of(Weight.of(25));
    private static final Split OTHER = RouterContract.split("elsewhere");
    private static final Routing THEIRS = Routing.of(Weight.of(50));

    private final Split split = RouterContract.split("shop");
    private final InMemoryRouter world = new InMemoryRouter();
    private final Contests contests = new Contests();
    private Optional<RouteException> failure = Optional.empty();
    private Instant now = Instant.parse("2026-01-31T12:00:00Z");

    private final PeacefulRouter router = new PeacefulRouter(new Written(), contests, () -> now);

    /** The world's routes, as an object that two others write, too. */
    private final class Written implements RoutingObject {
        @Override
        public Optional<Ingress> find(Split of) {
            return Optional.of(new IngressBuilder()
                    .withMetadata(new ObjectMetaBuilder()
                            .addToManagedFields(
                                    entry("kubectl-edit", "2026-01-31T10:00:00Z"),
                                    entry("argocd-controller", "2026-01-31T11:59:00Z"),
                                    entry(PeacefulRouter.MANAGER, "2026-01-31T12:00:00Z"))
                            .build())
                    .build());
        }

        private static io.fabric8.kubernetes.api.model.ManagedFieldsEntry entry(String manager, String time) {
            return new ManagedFieldsEntryBuilder()
                    .withManager(manager)
                    .withTime(time)
                    .build();
        }

        @Override
        public Ability ability() {
            return world.ability();
        }

        @Override
        public Route observe(Split of) {
            return world.observe(of);
        }

        @Override
        public void apply(Split of, Routing routing) {
            failure.ifPresent(e -> {
                throw e;
            });
            world.apply(of, routing);
        }

        @Override
        public void release(Split of) {
            world.release(of);
        }
    }

    @BeforeEach
    void leadToStable() {
        world.leadTo(split, split.stable());
    }

    @Test
    void writesAgainUntilItWasOverwrittenThreeTimes() {
        overwritten(2);

        assertThat(router.observe(split)).isEqualTo(new Route.At(THEIRS));

        overwritten(1);

        assertThat(router.observe(split))
                .isEqualTo(new Route.Contested(
                        THEIRS,
                        "route shop/servicea: got 50 %, written by argocd-controller, who overwrote Huidu 3 times within"
                                + " 60 minutes; let it ignore the fields that split the traffic"));
    }

    @Test
    void staysContestedWhateverTheRouteShowsAndStillWrites() {
        overwritten(3);

        router.apply(split, Routing.NOTHING);

        assertThat(router.observe(split))
                .isInstanceOfSatisfying(
                        Route.Contested.class,
                        contested -> assertThat(contested.routing()).isEqualTo(Routing.NOTHING));
    }

    @Test
    void triesAgainWhenAnHourWentBy() {
        overwritten(3);

        now = now.plus(Duration.ofMinutes(61));

        assertThat(router.observe(split)).isEqualTo(new Route.At(THEIRS));

        overwritten(1);

        assertThat(router.observe(split)).isEqualTo(new Route.At(THEIRS));
    }

    @Test
    void countsNothingTwiceAndNothingThatWasNotOverwritten() {
        overwritten(1);
        for (int i = 0; i < 5; i++) {
            router.observe(split);
        }
        for (int percent = 1; percent < 6; percent++) {
            router.apply(split, Routing.of(Weight.of(percent)));
            router.observe(split);
        }

        assertThat(router.observe(split)).isEqualTo(new Route.At(Routing.of(Weight.of(5))));
    }

    @Test
    void remembersWhatCouldNotBeWrittenUntilSomethingWas() {
        RouteException no = new RouteException(Reason.ROUTE_UNREACHABLE, "route shop/servicea: no");
        failure = Optional.of(no);
        assertThatThrownBy(() -> router.apply(split, ASKED)).isSameAs(no);

        Route.Refusal refusal = new Route.Refusal(ASKED, Reason.ROUTE_UNREACHABLE, "route shop/servicea: no");
        assertThat(router.observe(split))
                .isEqualTo(new Route.At(Routing.NOTHING, Optional.empty(), Optional.of(refusal)));
        assertThat(router.observe(OTHER)).as("another route").isInstanceOf(Route.Missing.class);

        failure = Optional.empty();
        router.apply(split, ASKED);

        assertThat(router.observe(split)).isEqualTo(new Route.At(ASKED));
    }

    @Test
    void startsAfreshAfterTheRouteWasPutBack() {
        overwritten(3);

        router.release(split);

        assertThat(router.observe(split)).isEqualTo(new Route.At(Routing.NOTHING));
    }

    @Test
    void knowsEachPairOfVersionsByItself() {
        overwritten(3);
        Split other = new Split("shop", "servicea", new Backend("v1", "serviceb-v1"), new Backend("v2", "serviceb-v2"));

        assertThat(router.observe(other)).isEqualTo(new Route.At(THEIRS));
    }

    private void overwritten(int times) {
        for (int i = 0; i < times; i++) {
            router.apply(split, ASKED);
            world.apply(split, THEIRS);
            now = now.plusSeconds(10);
            router.observe(split);
        }
    }
}
