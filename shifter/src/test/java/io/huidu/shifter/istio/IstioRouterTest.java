package io.huidu.shifter.istio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.events.Reason;
import io.huidu.events.Weight;
import io.huidu.shifter.contract.RouterContract;
import io.huidu.shifter.contract.VirtualServiceWorld;
import io.huidu.shifter.route.Match;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.RouteException;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.Split;
import io.huidu.shifter.route.Split.Backend;
import io.huidu.shifter.route.StringMatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@EnableKubernetesMockClient(crud = true)
class IstioRouterTest extends RouterContract {

    // Set by the extension of the annotation.
    @SuppressWarnings("NullAway.Init")
    static KubernetesMockServer server;

    @SuppressWarnings("NullAway.Init")
    static KubernetesClient client;

    @SuppressWarnings("NullAway.Init")
    VirtualServiceWorld world;

    @BeforeEach
    void makeWorld() {
        server.reset();
        world = new VirtualServiceWorld(client, client, IstioRouter.KINDS.getFirst(), "shop");
    }

    @Override
    protected World world() {
        return world;
    }

    @ParameterizedTest
    @ValueSource(strings = {"subsets", "hosts", "protocols"})
    void writesNothingButTheSplit(String name) {
        world.create(file(name + "-before.yaml"));
        Object before = content();

        world.router().apply(world.split(), Routing.of(Weight.of(25)));

        Object expected = Serialization.unmarshal(file(name + "-at-25.yaml"), GenericKubernetesResource.class)
                .getAdditionalProperties();
        assertThat(content()).isEqualTo(expected);
        assertThat(world.object().getMetadata().getAnnotations()).containsEntry("note", "# keep me\n");

        world.router().apply(world.split(), Routing.of(Weight.of(100)));
        world.router().release(world.split());

        assertThat(content()).isEqualTo(before);
        assertThat(world.object().getMetadata().getAnnotations()).isEqualTo(Map.of("note", "# keep me\n"));
    }

    @Test
    void worksOnVirtualServicesThatOnlyExistAsBeta() {
        VirtualServiceWorld beta = new VirtualServiceWorld(client, client, IstioRouter.KINDS.getLast(), "older");
        beta.leadTo(beta.split().stable());

        beta.router().apply(beta.split(), Routing.of(Weight.of(5)));

        assertThat(beta.router().observe(beta.split())).isEqualTo(new Route.At(Routing.of(Weight.of(5))));
        assertThat(beta.object().getApiVersion()).isEqualTo("networking.istio.io/v1beta1");
    }

    @Test
    void readsForeignWeightsAsSharesOfTheirSum() {
        world.create(service("""
                [{route: [{destination: {host: servicea, subset: v1}, weight: 19},
                          {destination: {host: servicea, subset: v2}, weight: 1}]}]"""));
        Object before = world.written();

        assertThat(world.router().observe(world.split())).isEqualTo(new Route.At(Routing.of(Weight.of(5))));

        world.router().apply(world.split(), Routing.of(Weight.of(5)));

        assertThat(world.written()).as("the share is as asked already").isEqualTo(before);
    }

    @Test
    void seesDisagreeingRoutesNeitherAtNothingNorAtEverything() {
        world.create(service("""
                [{route: [{destination: {host: servicea, subset: v1}, weight: 100},
                          {destination: {host: servicea, subset: v2}, weight: 0}]},
                 {route: [{destination: {host: servicea, subset: v1}, weight: 0},
                          {destination: {host: servicea, subset: v2}, weight: 100}]}]"""));

        assertThat(world.router().observe(world.split())).isEqualTo(new Route.At(Routing.of(Weight.of(99))));

        world.router().apply(world.split(), Routing.of(Weight.ZERO));

        assertThat(world.router().observe(world.split())).isEqualTo(new Route.At(Routing.of(Weight.ZERO)));
    }

    @Test
    void saysWhatToWriteWhenNoRouteIsBetweenTheTwo() {
        world.create(service("[{route: [{destination: {host: serviceb}}]}, {redirect: {uri: /}}]"));

        assertThat(world.router().observe(world.split()))
                .isEqualTo(new Route.Unclear("VirtualService shop/servicea: no route splits between these two versions"
                        + " alone; write a route whose destinations are the subsets v1 and v2 of one host, or the hosts"
                        + " servicea-v1 and servicea-v2"));
        assertThatThrownBy(() -> world.router().apply(world.split(), Routing.of(Weight.of(5))))
                .isInstanceOf(RouteException.class)
                .hasMessageContaining("no route splits between these two versions alone");
    }

    @Test
    void leavesRoutesAloneThatSplitWithAThirdVersion() {
        world.create(service("""
                [{route: [{destination: {host: servicea, subset: v1}, weight: 50},
                          {destination: {host: servicea, subset: v2}, weight: 25},
                          {destination: {host: servicea, subset: v3}, weight: 25}]}]"""));

        assertThat(world.router().observe(world.split())).isInstanceOf(Route.Unclear.class);
    }

    @Test
    void refusesSubsetsOfSeveralHosts() {
        world.create(service("""
                [{route: [{destination: {host: servicea, subset: v1}}]},
                 {route: [{destination: {host: serviceb, subset: v1}}]}]"""));

        assertThat(world.router().observe(world.split()))
                .isInstanceOfSatisfying(
                        Route.Unclear.class,
                        unclear -> assertThat(unclear.message()).contains("several hosts (servicea, serviceb)"));
    }

    @Test
    void doesNotTakeAHostOfAnotherNamespaceForTheVersion() {
        world.create(service("[{route: [{destination: {host: servicea-v1.elsewhere.svc.cluster.local}}]}]"));

        assertThat(world.router().observe(world.split())).isInstanceOf(Route.Unclear.class);
    }

    @Test
    void restoresTheRouteByItsNameWhereverItMoved() {
        world.create(service("""
                [{name: main, route: [{destination: {host: servicea, subset: v1}}]}]"""));
        world.router().apply(world.split(), Routing.of(Weight.of(25)));
        world.resource().edit(object -> withHttp(object, """
                [{name: new, route: [{destination: {host: servicea, subset: v1}, weight: 40},
                                     {destination: {host: servicea, subset: v2}, weight: 60}]},
                 {name: main, route: [{destination: {host: servicea, subset: v1}, weight: 75},
                                      {destination: {host: servicea, subset: v2}, weight: 25}]}]"""));

        world.router().release(world.split());

        assertThat(content()).isEqualTo(withHttp(world.object(), """
                [{name: new, route: [{destination: {host: servicea, subset: v1}, weight: 40},
                                     {destination: {host: servicea, subset: v2}, weight: 60}]},
                 {name: main, route: [{destination: {host: servicea, subset: v1}}]}]""").getAdditionalProperties());
    }

    @Test
    void keepsARouteOfTheHostsThatLooksLikeItsOwn() {
        world.create(service("""
                [{match: [{headers: {x-canary: {exact: "true"}}}], route: [{destination: {host: servicea, subset: v2}, weight: 100}]},
                 {route: [{destination: {host: servicea, subset: v1}}]}]"""));
        Object before = content();

        world.router()
                .apply(
                        world.split(),
                        Routing.NOTHING.matching(List.of(Match.header("x-canary", StringMatch.exact("true")))));
        world.router().release(world.split());

        assertThat(content()).isEqualTo(before);
    }

    /** What is asked for narrows what the host's own route asks for, and copies go beside the host's. */
    @Test
    void addsRoutesForMatchesAndCopiesBesideTheHosts() {
        world.create(file("subsets-before.yaml"));
        Object before = content();

        world.router()
                .apply(
                        world.split(),
                        Routing.of(Weight.of(25))
                                .matching(List.of(
                                        Match.uri(StringMatch.prefix("/beta")),
                                        Match.cookie("group", StringMatch.prefix("b")),
                                        Match.userAgent(StringMatch.regex(".*Android.*"))))
                                .mirroring(Weight.of(10)));

        assertThat(content())
                .isEqualTo(Serialization.unmarshal(file("subsets-beyond.yaml"), GenericKubernetesResource.class)
                        .getAdditionalProperties());

        world.router().release(world.split());

        assertThat(content()).isEqualTo(before);
    }

    @Test
    void keepsUsersByCookiesOfBothVersions() {
        world.create(file("subsets-before.yaml"));
        Object before = world.content();

        world.router().apply(world.split(), Routing.of(Weight.of(25)).keeping(Optional.of(RouterContract.COOKIE)));

        assertThat(content())
                .isEqualTo(Serialization.unmarshal(file("subsets-kept.yaml"), GenericKubernetesResource.class)
                        .getAdditionalProperties());

        world.router().release(world.split());

        assertThat(world.content()).isEqualTo(before);
    }

    /** An answer can be given one cookie more, not two. */
    @Test
    void leavesACookieThatTheHostGives() {
        world.create(service("""
                [{route: [{destination: {host: servicea, subset: v1},
                           headers: {response: {add: {set-cookie: mine=1}}}}]}]"""));
        Routing kept = Routing.of(Weight.of(25)).keeping(Optional.of(RouterContract.COOKIE));

        assertThatThrownBy(() -> world.router().apply(world.split(), kept))
                .isInstanceOf(RouteException.class)
                .hasMessageContaining("set-cookie is added to the answers of one of the versions already");

        world.router().apply(world.split(), Routing.NOTHING);

        assertThat(world.content().toString()).contains("mine=1");
    }

    /** Whoever removes Huidu's rules by hand takes the users' sessions with them. */
    @Test
    void seesSessionsThatSomebodyElseRemoved() {
        world.create(service("[{name: main, route: [{destination: {host: servicea, subset: v1}}]}]"));
        Routing kept = Routing.of(Weight.of(25)).keeping(Optional.of(COOKIE));
        world.router().apply(world.split(), kept);
        world.resource().edit(object -> withHttp(object, """
                [{name: main, route: [{destination: {host: servicea, subset: v1}, weight: 75},
                                      {destination: {host: servicea, subset: v2}, weight: 25}]}]"""));

        assertThat(world.router().observe(world.split())).isEqualTo(new Route.At(Routing.of(Weight.of(25))));

        world.router().apply(world.split(), kept);

        assertThat(world.router().observe(world.split())).isEqualTo(new Route.At(kept));
    }

    @Test
    void namesACookieThatSomebodyElseChanged() {
        world.create(service("[{name: main, route: [{destination: {host: servicea, subset: v1}}]}]"));
        world.router().apply(world.split(), Routing.of(Weight.of(25)).keeping(Optional.of(COOKIE)));
        world.resource()
                .edit(object -> Serialization.unmarshal(
                        Serialization.asYaml(object).replace("Max-Age=3600", "Max-Age=1"),
                        GenericKubernetesResource.class));

        assertThat(world.router().observe(world.split()))
                .isInstanceOfSatisfying(
                        Route.Unclear.class,
                        unclear -> assertThat(unclear.message()).contains("aren't as Huidu wrote them"));

        world.router().apply(world.split(), Routing.NOTHING);

        assertThat(world.router().observe(world.split()))
                .as("going back waits for nobody")
                .isEqualTo(new Route.At(Routing.NOTHING));
    }

    /** One who removed a destination by hand, and left the rules of matches. */
    @Test
    void seesARouteWhoseCanaryIsNoLongerListed() {
        world.create(service("[{name: main, route: [{destination: {host: servicea, subset: v1}}]}]"));
        world.router()
                .apply(
                        world.split(),
                        Routing.of(Weight.of(25)).matching(List.of(Match.header("x-a", StringMatch.exact("1")))));
        world.resource().edit(object -> withHttp(object, """
                [{name: huidu-match-0, match: [{headers: {x-a: {exact: "1"}}}],
                  route: [{destination: {host: servicea, subset: v2}, weight: 100}]},
                 {name: main, route: [{destination: {host: servicea, subset: v1}, weight: 100}]}]"""));

        assertThat(world.router().observe(world.split()))
                .isEqualTo(
                        new Route.At(Routing.NOTHING.matching(List.of(Match.header("x-a", StringMatch.exact("1"))))));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void namesTheAnnotationThatItCannotRead(String found) {
        world.create(service("[{route: [{destination: {host: servicea, subset: v1}}]}]"));
        world.resource().edit(object -> {
            object.getMetadata().setAnnotations(Map.of("huidu.io/found", found));
            return object;
        });

        assertThatThrownBy(() -> world.router().release(world.split()))
                .isInstanceOf(RouteException.class)
                .hasMessageContaining("annotation huidu.io/found: got '" + found + "'");
    }

    /** The second one is JSON, but deeper than anything that is written there. */
    static List<String> unreadable() {
        return List.of("{oops", "{\"main\": %s%s}".formatted("[".repeat(64), "]".repeat(64)));
    }

    @Test
    void takesAConflictAsAReasonToLookAgain() {
        world.leadTo(world.split().stable());
        answerToWrites(409, 3);

        world.router().apply(world.split(), Routing.of(Weight.of(5)));

        assertThat(world.router().observe(world.split())).isEqualTo(new Route.At(Routing.of(Weight.of(5))));
    }

    @Test
    void givesUpAfterManyConflicts() {
        world.leadTo(world.split().stable());
        answerToWrites(409, 5);

        assertThatThrownBy(() -> world.router().apply(world.split(), Routing.of(Weight.of(5))))
                .isInstanceOfSatisfying(
                        RouteException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ROUTE_UNREACHABLE))
                .hasMessageContaining("route shop/servicea: could not be written");
    }

    @Test
    void survivesAnApiServerThatFailsNowAndThen() {
        world.leadTo(world.split().stable());
        answerToWrites(500, 2);

        world.router().apply(world.split(), Routing.of(Weight.of(5)));

        assertThat(world.router().observe(world.split())).isEqualTo(new Route.At(Routing.of(Weight.of(5))));
    }

    @Test
    void seesARouteThatCannotBeReadAsUnclear() {
        server.expect()
                .get()
                .withPath("/apis/networking.istio.io/v1/namespaces/shop/virtualservices/servicea")
                .andReturn(403, "{}")
                .always();

        assertThat(world.router().observe(world.split()))
                .isInstanceOfSatisfying(
                        Route.Unclear.class,
                        unclear -> assertThat(unclear.message()).startsWith("route shop/servicea: could not be read"));
    }

    private void answerToWrites(int code, int times) {
        server.expect()
                .put()
                .withPath("/apis/networking.istio.io/v1/namespaces/shop/virtualservices/servicea")
                .andReturn(code, "{}")
                .times(times);
    }

    private Object content() {
        return world.object().getAdditionalProperties();
    }

    private static String service(String http) {
        return """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: servicea, namespace: shop}
                spec: {hosts: [servicea], http: %s}
                """.formatted(http);
    }

    private static GenericKubernetesResource withHttp(GenericKubernetesResource object, String http) {
        GenericKubernetesResource other = Serialization.unmarshal(service(http), GenericKubernetesResource.class);
        object.setAdditionalProperties(other.getAdditionalProperties());
        return object;
    }

    private static String file(String name) {
        try (InputStream in =
                Objects.requireNonNull(IstioRouterTest.class.getResourceAsStream("/istio/" + name), name)) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two names of one host are one host only where both say so. */
    @Test
    void matchesHostsWithAndWithoutTheirNamespace() {
        world.create(service("""
                [{route: [{destination: {host: servicea-v1.shop.svc.cluster.local, port: {number: 80}}}]}]"""));

        world.router().apply(world.split(), Routing.of(Weight.of(5)));

        assertThat(content()).isEqualTo(withHttp(world.object(), """
                [{route: [{destination: {host: servicea-v1.shop.svc.cluster.local, port: {number: 80}}, weight: 95},
                          {destination: {host: servicea-v2.shop.svc.cluster.local, port: {number: 80}}, weight: 5}]}]""").getAdditionalProperties());
        assertThat(new Split("shop", "servicea", new Backend("v1", "a"), new Backend("v2", "b")))
                .satisfies(other -> assertThat(world.router().observe(other)).isInstanceOf(Route.Unclear.class));
    }
}
