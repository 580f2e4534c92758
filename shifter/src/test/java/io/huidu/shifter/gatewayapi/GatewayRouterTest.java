package io.huidu.shifter.gatewayapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.events.Weight;
import io.huidu.shifter.contract.GatewayRouteWorld;
import io.huidu.shifter.contract.RouterContract;
import io.huidu.shifter.route.Ability;
import io.huidu.shifter.route.Match;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.RouteException;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.StringMatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnableKubernetesMockClient(crud = true)
class GatewayRouterTest {

    private static final Routing TESTERS =
            Routing.of(Weight.of(5)).matching(List.of(Match.header("x-canary", StringMatch.exact("true"))));

    // Set by the extension of the annotation.
    @SuppressWarnings("NullAway.Init")
    static KubernetesMockServer server;

    @SuppressWarnings("NullAway.Init")
    static KubernetesClient client;

    @BeforeEach
    void reset() {
        server.reset();
    }

    @Nested
    class HttpRoutes extends RouterContract {
        @Override
        protected World world() {
            return http(Ability.HTTP_ROUTE_WITH_REGEX);
        }
    }

    @Nested
    class HttpRoutesWithoutRegularExpressions extends RouterContract {
        @Override
        protected World world() {
            return http(Ability.HTTP_ROUTE);
        }
    }

    @Nested
    class GrpcRoutes extends RouterContract {
        @Override
        protected World world() {
            return grpc();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop"})
    void writesNothingButTheSplit(String name) {
        GatewayRouteWorld world = http(Ability.HTTP_ROUTE_WITH_REGEX);
        world.create(file(name + "-before.yaml"));
        Object before = world.content();

        world.router()
                .apply(
                        world.split(),
                        Routing.of(Weight.of(25))
                                .matching(List.of(
                                        Match.header("X-Canary", StringMatch.exact("true")),
                                        Match.cookie("group", StringMatch.exact("beta")),
                                        Match.uri(StringMatch.prefix("/api/beta"))))
                                .mirroring(Weight.of(10)));

        assertThat(spec(world)).isEqualTo(yaml(name + "-after.yaml").get("spec"));

        world.router().release(world.split());

        assertThat(world.content()).isEqualTo(before);
    }

    @Test
    void keepsUsersByCookiesOfBothVersions() {
        GatewayRouteWorld world = http(Ability.HTTP_ROUTE_WITH_REGEX);
        world.create(file("shop-before.yaml"));
        Object before = world.content();

        world.router().apply(world.split(), Routing.of(Weight.of(25)).keeping(Optional.of(RouterContract.COOKIE)));

        assertThat(spec(world)).isEqualTo(yaml("shop-kept.yaml").get("spec"));

        world.router().release(world.split());

        assertThat(world.content()).isEqualTo(before);
    }

    /** An answer can be given one cookie more, not two. */
    @Test
    void leavesACookieThatTheHostGives() {
        GatewayRouteWorld world = http(Ability.HTTP_ROUTE_WITH_REGEX);
        world.create(route("""
                [{backendRefs: [{name: servicea-v1, port: 80, filters: [{type: ResponseHeaderModifier,
                  responseHeaderModifier: {add: [{name: set-cookie, value: mine=1}]}}]}]}]"""));
        Routing kept = Routing.of(Weight.of(25)).keeping(Optional.of(RouterContract.COOKIE));

        assertThatThrownBy(() -> world.router().apply(world.split(), kept))
                .isInstanceOf(RouteException.class)
                .hasMessageContaining("set-cookie is added to the answers of one of the versions already");

        world.router().apply(world.split(), Routing.NOTHING);

        assertThat(world.content().toString()).contains("mine=1");
    }

    /** A backend has one modifier of its answers at most. */
    @Test
    void sharesTheModifierOfTheHost() {
        GatewayRouteWorld world = http(Ability.HTTP_ROUTE_WITH_REGEX);
        world.create(route("""
                [{backendRefs: [{name: servicea-v1, port: 80, filters: [{type: ResponseHeaderModifier,
                  responseHeaderModifier: {add: [{name: x-mine, value: "1"}], remove: [x-other]}}]}]}]"""));
        Object before = world.content();

        world.router().apply(world.split(), Routing.of(Weight.of(25)).keeping(Optional.of(RouterContract.COOKIE)));

        assertThat(world.content().toString())
                .contains(
                        "\"add\":[{\"name\":\"x-mine\",\"value\":\"1\"},{\"name\":\"Set-Cookie\",\"value\":\"version=one-weight;");

        world.router().release(world.split());

        assertThat(world.content()).isEqualTo(before);
    }

    @Test
    void takesRequestsOfGrpcMethodsByHeader() {
        GatewayRouteWorld world = grpc();
        world.create(file("grpc-before.yaml"));
        Object before = world.content();

        world.router().apply(world.split(), TESTERS.mirroring(Weight.ALL));

        assertThat(spec(world)).isEqualTo(yaml("grpc-after.yaml").get("spec"));

        world.router().release(world.split());

        assertThat(world.content()).isEqualTo(before);
    }

    @Test
    void readsWeightsAsSharesOfTheirSumAndNoWeightAsOne() {
        GatewayRouteWorld world = http(Ability.HTTP_ROUTE);
        world.create(route("[{backendRefs: [{name: servicea-v1, port: 80}, {name: servicea-v2, port: 80}]}]"));

        assertThat(world.router().observe(world.split())).isEqualTo(new Route.At(Routing.of(Weight.of(50))));
    }

    @Test
    void leavesBackendsAloneThatAreNoServicesOfTheNamespace() {
        GatewayRouteWorld world = http(Ability.HTTP_ROUTE);
        world.create(route("""
                [{backendRefs: [{name: servicea-v1, namespace: other, port: 80}]},
                 {backendRefs: [{name: servicea-v1, group: multicluster.x-k8s.io, kind: ServiceImport, port: 80}]}]"""));

        assertThat(world.router().observe(world.split()))
                .isEqualTo(
                        new Route.Unclear("HTTPRoute shop/servicea: no route splits between these two versions alone;"
                                + " write a rule whose backendRefs are the Services servicea-v1 and servicea-v2"));
    }

    /** The core group, that of Services, is the empty one, written or left out. */
    @Test
    void takesTheEmptyGroupForThatOfServices() {
        GatewayRouteWorld world = http(Ability.HTTP_ROUTE);
        world.create(route("[{backendRefs: [{name: servicea-v1, group: \"\", kind: Service, port: 80}]}]"));

        world.router().apply(world.split(), Routing.of(Weight.of(25)));

        assertThat(world.router().observe(world.split())).isEqualTo(new Route.At(Routing.of(Weight.of(25))));
    }

    /** Before version 1.4 of the API a rule has no name. */
    @Test
    void knowsItsRulesWithoutTheirNames() {
        GatewayRouteWorld world = http(Ability.HTTP_ROUTE);
        world.leadTo(world.split().stable());
        Object before = world.content();
        world.router().apply(world.split(), TESTERS);
        world.resource().edit(GatewayRouterTest::withoutNames);

        assertThat(world.router().observe(world.split())).isEqualTo(new Route.At(TESTERS));

        world.router().release(world.split());

        assertThat(world.content()).isEqualTo(before);
    }

    @Test
    void doesNotTakeARuleThatSomebodyChangedForWhatWasAsked() {
        GatewayRouteWorld world = http(Ability.HTTP_ROUTE);
        world.leadTo(world.split().stable());
        world.router().apply(world.split(), TESTERS);
        world.resource().edit(object -> replaced(object, "\"x-canary\"", "\"x-other\""));

        assertThat(world.router().observe(world.split())).isInstanceOf(Route.Unclear.class);

        world.router().apply(world.split(), TESTERS);

        assertThat(world.router().observe(world.split())).isEqualTo(new Route.At(TESTERS));
    }

    /** Somebody's own rule for the very requests that a step asks for. */
    @Test
    void keepsARuleOfTheHostsThatLooksLikeItsOwn() {
        GatewayRouteWorld world = http(Ability.HTTP_ROUTE);
        world.create(route("""
                [{matches: [{path: {type: PathPrefix, value: /}, headers: [{name: x-canary, type: Exact, value: "true"}]}],
                  backendRefs: [{name: servicea-v2, port: 80, weight: 100}]},
                 {matches: [{path: {type: PathPrefix, value: /}}], backendRefs: [{name: servicea-v1, port: 80}]}]"""));
        Object before = world.content();

        world.router().apply(world.split(), TESTERS);
        world.router().release(world.split());

        assertThat(world.content()).isEqualTo(before);
    }

    /** Going back waits for nothing: neither for matches that can't be said any more nor for an annotation. */
    @Test
    void goesBackWhateverBecameOfItsRulesAndNotes() {
        GatewayRouteWorld world = http(Ability.HTTP_ROUTE_WITH_REGEX);
        Routing beta = Routing.of(Weight.of(5)).matching(List.of(Match.uri(StringMatch.prefix("/beta"))));
        world.leadTo(world.split().stable());
        world.router().apply(world.split(), beta);
        world.resource().edit(object -> {
            object.getMetadata().setAnnotations(Map.of("huidu.io/found", "{oops", "huidu.io/matches", "{oops"));
            return object;
        });

        assertThat(world.router().observe(world.split())).isInstanceOf(Route.Unclear.class);

        world.router().apply(world.split(), Routing.NOTHING);

        assertThat(world.router().observe(world.split())).isEqualTo(new Route.At(Routing.NOTHING));
        assertThatThrownBy(() -> world.router().release(world.split()))
                .isInstanceOf(RouteException.class)
                .hasMessageContaining("annotation huidu.io/found: got '{oops'");
    }

    /** The host's rule became one with which the match that was asked for can't be said together. */
    @Test
    void goesBackFromMatchesThatCanNoLongerBeSaid() {
        GatewayRouteWorld world = http(Ability.HTTP_ROUTE_WITH_REGEX);
        world.create(route("""
                [{matches: [{path: {type: PathPrefix, value: /a}}], backendRefs: [{name: servicea-v1, port: 80}]}]"""));
        world.router()
                .apply(
                        world.split(),
                        Routing.of(Weight.of(5)).matching(List.of(Match.uri(StringMatch.prefix("/a/beta")))));
        world.resource()
                .edit(object -> replaced(
                        object, "\"PathPrefix\",\"value\":\"/a\"", "\"RegularExpression\",\"value\":\"/a.*\""));

        assertThat(world.router().observe(world.split())).isInstanceOf(Route.Unclear.class);

        world.router().apply(world.split(), Routing.NOTHING);

        assertThat(world.router().observe(world.split())).isEqualTo(new Route.At(Routing.NOTHING));
    }

    @Test
    void takesPathPrefixesByWholeElements() {
        GatewayRouteWorld world = http(Ability.HTTP_ROUTE);
        world.create(route("""
                [{matches: [{path: {type: PathPrefix, value: /shop}}], backendRefs: [{name: servicea-v1, port: 80}]}]"""));

        assertThatThrownBy(() -> world.router()
                        .apply(
                                world.split(),
                                Routing.NOTHING.matching(List.of(Match.uri(StringMatch.prefix("/shopping"))))))
                .isInstanceOf(RouteException.class)
                .hasMessage(
                        "HTTPRoute shop/servicea: got 0 % and 1 match, expected matches, mirrors and sessions that one of its"
                                + " rules for requests can have");
    }

    @Test
    void saysWhichConditionsCannotBeAskedForTogether() {
        GatewayRouteWorld world = http(Ability.HTTP_ROUTE_WITH_REGEX);
        world.create(route("""
                [{matches: [{path: {type: RegularExpression, value: /s.*}}], backendRefs: [{name: servicea-v1, port: 80}]}]"""));

        assertThatThrownBy(() -> world.router()
                        .apply(
                                world.split(),
                                Routing.NOTHING.matching(List.of(Match.uri(StringMatch.prefix("/shop"))))))
                .isInstanceOf(RouteException.class)
                .hasMessage("HTTPRoute shop/servicea: regex '/s.*' and prefix '/shop' can't be asked for together");
    }

    private static GatewayRouteWorld http(Ability ability) {
        return new GatewayRouteWorld(client, client, RouteKind.HTTP, ability, "shop");
    }

    private static GatewayRouteWorld grpc() {
        return new GatewayRouteWorld(client, client, RouteKind.GRPC, Ability.GRPC_ROUTE_WITH_REGEX, "shop");
    }

    private static Object spec(GatewayRouteWorld world) {
        return Objects.requireNonNull(world.object().getAdditionalProperties().get("spec"));
    }

    private static GenericKubernetesResource withoutNames(GenericKubernetesResource object) {
        return replaced(object, "\"name\":\"huidu-match-\\d+\",?", "");
    }

    private static GenericKubernetesResource replaced(GenericKubernetesResource object, String regex, String by) {
        GenericKubernetesResource other = Serialization.unmarshal(
                Serialization.asJson(object).replaceAll(regex, by), GenericKubernetesResource.class);
        object.setAdditionalProperties(other.getAdditionalProperties());
        return object;
    }

    private static String route(String rules) {
        return """
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: servicea, namespace: shop}
                spec: {parentRefs: [{name: public}], rules: %s}
                """.formatted(rules);
    }

    private static Map<String, Object> yaml(String name) {
        return Serialization.unmarshal(file(name), GenericKubernetesResource.class)
                .getAdditionalProperties();
    }

    private static String file(String name) {
        try (InputStream in =
                Objects.requireNonNull(GatewayRouterTest.class.getResourceAsStream("/gatewayapi/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
