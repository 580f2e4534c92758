package io.huidu.e2e.world.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.huidu.e2e.world.KubeApi;
import io.huidu.e2e.world.KubeApis;
import io.huidu.e2e.world.Manifests;
import io.huidu.e2e.world.PackagedTools;
import io.huidu.e2e.world.RequiredTools;
import io.huidu.events.Weight;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.gatewayapi.GatewayRouter;
import io.huidu.shifter.gatewayapi.RouteKind;
import io.huidu.shifter.istio.IstioRouter;
import io.huidu.shifter.nginx.NginxIngressRouter;
import io.huidu.shifter.route.Ability;
import io.huidu.shifter.route.Match;
import io.huidu.shifter.route.Router;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.SessionCookie;
import io.huidu.shifter.route.Split;
import io.huidu.shifter.route.Split.Backend;
import io.huidu.shifter.route.StringMatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What Huidu's routers write, on the best API server to be had, and where a real nginx sends requests then. */
class RoutedTrafficTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Split SPLIT =
            new Split("shop", "routed", new Backend("v1", "servicea-v1"), new Backend("v2", "servicea-v2"));
    private static final Match TESTERS = Match.header("x-tester", StringMatch.exact("true"));

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static KubeApi api;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Nginx nginx;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static TwoVersions versions;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static TrafficController controller;

    @BeforeAll
    static void start(@TempDir Path directory) {
        RequiredTools.need(PackagedTools.NGINX);
        api = KubeApis.best(directory);
        Manifests.applyResource(api, Manifests.SHOP);
        Manifests.applyResource(api, Manifests.VIRTUAL_SERVICE);
        Manifests.applyResource(api, Manifests.HTTP_ROUTE);
        nginx = Nginx.start();
        versions = new TwoVersions();
        controller = TrafficController.start(api.client(), nginx, versions);
    }

    @AfterAll
    static void stop() {
        if (api != null) {
            controller.close();
            versions.close();
            nginx.close();
            api.close();
        }
    }

    /** Everything leads to v1. */
    enum Kind {
        ISTIO("""
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: routed, namespace: shop}
                spec: {hosts: [localhost], http: [{route: [{destination: {host: servicea, subset: v1}}]}]}
                """),
        GATEWAY("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: routed, namespace: shop}
                spec: {hostnames: [localhost], rules: [{backendRefs: [{name: servicea-v1, port: 80}]}]}
                """),
        NGINX("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: routed, namespace: shop}
                spec:
                  rules:
                    - host: localhost
                      http:
                        paths: [{path: /, pathType: Prefix, backend: {service: {name: servicea-v1, port: {number: 80}}}}]
                """);

        private final String yaml;

        Kind(String yaml) {
            this.yaml = yaml;
        }

        Router router(KubernetesClient client) {
            Cluster cluster = new Cluster(client);
            return switch (this) {
                case ISTIO -> new IstioRouter(cluster);
                case GATEWAY -> GatewayRouter.of(cluster, RouteKind.HTTP, Ability.HTTP_ROUTE_WITH_REGEX);
                case NGINX -> new NginxIngressRouter(cluster);
            };
        }
    }

    private Kind kind = Kind.NGINX;

    @AfterEach
    void remove() {
        kind.router(api.client()).release(SPLIT);
        api.client().resource(kind.yaml).delete();
        await().atMost(SOON).until(() -> !controller.serves("localhost"));
    }

    @ParameterizedTest
    @EnumSource
    void aHeaderLeadsToTheCanaryAtAWeightOfZeroAndNobodyElse(Kind each) {
        begin(each, Routing.NOTHING.matching(List.of(TESTERS)));

        await().atMost(SOON).until(() -> tester().ask("/").equals("B"));

        assertThat(tester().ask("/deep/down?x=1")).isEqualTo("B");
        assertThat(user().with("x-tester", "false").ask("/")).isEqualTo("A");
        assertThat(user().ask("/")).isEqualTo("A");
    }

    @ParameterizedTest
    @EnumSource
    void aCookieLeadsToTheCanaryAtAWeightOfZero(Kind each) {
        begin(each, Routing.NOTHING.matching(List.of(Match.cookie("beta", StringMatch.exact("always")))));

        await().atMost(SOON)
                .until(() ->
                        user().with("cookie", "a=b; beta=always; c=d").ask("/").equals("B"));

        assertThat(user().with("cookie", "beta=never").ask("/")).isEqualTo("A");
        assertThat(user().with("cookie", "alphabeta=always").ask("/")).isEqualTo("A");
        assertThat(user().ask("/")).isEqualTo("A");
    }

    @ParameterizedTest
    @EnumSource
    void matchesAndWeightsLeadToTheCanaryTogetherAndNothingDoesAfterARollback(Kind each) {
        Router router = begin(each, Routing.of(Weight.of(50)).matching(List.of(TESTERS)));
        await().atMost(SOON).until(() -> tester().ask("/").equals("B"));
        await().atMost(SOON).until(() -> user().ask("/").equals("B"));
        assertThat(tester().ask("/")).isEqualTo("B");

        router.apply(SPLIT, Routing.NOTHING);

        await().atMost(SOON).until(() -> tester().ask("/").equals("A"));
        for (int i = 0; i < 50; i++) {
            assertThat(user().ask("/")).isEqualTo("A");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NGINX")
    void aPathLeadsToTheCanaryAtAWeightOfZero(Kind each) {
        begin(each, Routing.NOTHING.matching(List.of(Match.uri(StringMatch.prefix("/beta")))));

        await().atMost(SOON).until(() -> user().ask("/beta/x").equals("B"));

        assertThat(user().ask("/alpha/beta")).isEqualTo("A");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NGINX")
    void aMirroredRequestReachesTheCanaryWhileTheClientGetsTheStableAnswer(Kind each) {
        long before = versions.askedV2();
        begin(each, Routing.NOTHING.mirroring(Weight.ALL));

        await().atMost(SOON).until(() -> {
            assertThat(user().ask("/")).isEqualTo("A");
            return versions.askedV2() > before;
        });
        long mirrored = versions.askedV2();
        for (int i = 0; i < 20; i++) {
            assertThat(user().ask("/")).isEqualTo("A");
        }
        await().atMost(SOON).until(() -> versions.askedV2() >= mirrored + 20);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NGINX")
    void aUserWhoSawTheCanaryStaysThereWhileTheWeightRisesAndNotAfterARollback(Kind each) {
        Router router = begin(each, kept(50, "first"));
        Browser ofCanary = browserThatSees("B", "first-canary");
        Browser ofStable = browserThatSees("A", "first-stable-50");
        assertThat(pictures(ofCanary)).containsOnly("B");
        assertThat(pictures(ofStable)).containsOnly("A");

        router.apply(SPLIT, kept(75, "first"));
        browserThatSees("A", "first-stable-75");

        assertThat(pictures(ofCanary)).containsOnly("B");
        await("others follow").atMost(SOON).until(() -> new Browser(nginx).ask().equals("B"));

        router.apply(SPLIT, Routing.NOTHING);

        await().atMost(SOON).until(() -> ofCanary.ask().equals("A"));
        assertThat(pictures(ofCanary)).containsOnly("A");
        assertThat(ofCanary.cookie("version")).as("its cookie is still there").contains("first-canary");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NGINX")
    void aCookieOfAnEarlierReleaseLeadsNobodyToTheCanaryBeyondTheWeight(Kind each) {
        begin(each, kept(1, "second"));
        await().atMost(SOON)
                .until(() ->
                        user().with("cookie", "version=second-canary").ask("/").equals("B"));

        long byOldCookie = asked(user().with("cookie", "version=first-canary"));
        long byForgedCookie = asked(user().with("cookie", "version=second-canary-50; version2=second-canary"));

        assertThat(byOldCookie).as("of 200, at a weight of 1 %").isLessThan(20);
        assertThat(byForgedCookie).as("of 200, at a weight of 1 %").isLessThan(20);
    }

    private static Routing kept(int weight, String release) {
        return Routing.of(Weight.of(weight))
                .keeping(Optional.of(new SessionCookie(
                        "version",
                        release + "-canary",
                        "%s-stable-%d".formatted(release, weight),
                        Duration.ofHours(1))));
    }

    /** A new user who sees this picture and is given this cookie. */
    private static Browser browserThatSees(String picture, String cookie) {
        return await().atMost(SOON)
                .until(
                        () -> {
                            Browser one = new Browser(nginx);
                            return one.ask().equals(picture) ? one : new Browser(nginx);
                        },
                        one -> one.cookie("version").equals(Optional.of(cookie)));
    }

    private static List<String> pictures(Browser browser) {
        return IntStream.range(0, 30).mapToObj(i -> browser.ask()).toList();
    }

    /** How often the canary answers, of 200 times. */
    private static long asked(Asking user) {
        return IntStream.range(0, 200).filter(i -> user.ask("/").equals("B")).count();
    }

    private Router begin(Kind each, Routing routing) {
        kind = each;
        api.client().resource(each.yaml).create();
        await().atMost(SOON).until(() -> controller.serves("localhost"));
        Router router = each.router(api.client());
        router.apply(SPLIT, routing);
        return router;
    }

    private static Asking user() {
        return Asking.of(nginx);
    }

    private static Asking tester() {
        return user().with("x-tester", "true");
    }
}
