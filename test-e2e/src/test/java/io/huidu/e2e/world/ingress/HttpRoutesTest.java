package io.huidu.e2e.world.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpRoutesTest {

    private static final Condition ROOT = Condition.path(TextMatch.elementPrefix("/"));

    @Test
    void aBackendWeighsOneUnlessItSaysAndWithoutHostnameAllHostsAreMeant() {
        RoutingTable table = HttpRoutes.of(List.of(route("a", "2026-01-01T00:00:00Z", """
                  rules: [{backendRefs: [{name: servicea-v1, port: 80}, {name: servicea-v2, port: 80, weight: 3}]}]
                """)));

        assertThat(table.problems()).isEmpty();
        assertThat(table.rules())
                .containsExactly(new Rule(
                        "*", List.of(ROOT), List.of(new Share(TwoVersions.V1, 1), new Share(TwoVersions.V2, 3))));
    }

    @Test
    void theMostSpecificMatchOfAllRoutesCountsWhateverTheOrder() {
        RoutingTable table = HttpRoutes.of(List.of(route("a", "2026-01-01T00:00:00Z", """
                  hostnames: [servicea.example]
                  rules:
                    - backendRefs: [{name: servicea-v1}]
                    - matches: [{headers: [{name: x-canary, value: "true"}]}]
                      backendRefs: [{name: servicea-v1}]
                    - matches: [{path: {value: /beta}}]
                      backendRefs: [{name: servicea-v1}]
                    - matches:
                        - {path: {type: Exact, value: /x}}
                        - {path: {type: RegularExpression, value: /x.*}}
                      backendRefs: [{name: servicea-v1}]
                """)));

        assertThat(table.problems()).isEmpty();
        assertThat(table.rules())
                .extracting(Rule::conditions)
                .containsExactly(
                        List.of(Condition.path(TextMatch.exact("/x"))),
                        List.of(Condition.path(TextMatch.whole("/x.*"))),
                        List.of(Condition.path(TextMatch.elementPrefix("/beta"))),
                        List.of(ROOT, Condition.header("x-canary", TextMatch.exact("true"))),
                        List.of(ROOT));
    }

    @Test
    void ofTwoAlikeTheOlderRouteCountsAndThenTheFirstName() {
        String spec = "  rules: [{backendRefs: [{name: %s}]}]\n";

        RoutingTable table = HttpRoutes.of(List.of(
                route("b", "2026-01-02T00:00:00Z", spec.formatted("third")),
                route("a", "2026-01-02T00:00:00Z", spec.formatted("second")),
                route("c", "2026-01-01T00:00:00Z", spec.formatted("first"))));

        assertThat(table.rules())
                .extracting(rule -> rule.shares().getFirst().to().id())
                .containsExactly("shop_first", "shop_second", "shop_third");
    }

    @Test
    void mirrorsAreCopies() {
        RoutingTable table = HttpRoutes.of(List.of(route("a", "2026-01-01T00:00:00Z", """
                  rules:
                    - filters:
                        - {type: RequestMirror, requestMirror: {backendRef: {name: servicea-v2}}}
                        - {type: RequestMirror, requestMirror: {backendRef: {name: servicea-v2}, percent: 10}}
                        - {type: RequestMirror, requestMirror: {backendRef: {name: servicea-v2}, fraction: {numerator: 1, denominator: 8}}}
                        - {type: RequestMirror, requestMirror: {backendRef: {name: servicea-v2}, percent: 0}}
                      backendRefs: [{name: servicea-v1}]
                """)));

        assertThat(table.problems()).isEmpty();
        assertThat(table.rules().getFirst().copies())
                .containsExactly(
                        new Copies(TwoVersions.V2, 100),
                        new Copies(TwoVersions.V2, 10),
                        new Copies(TwoVersions.V2, 12.5));
    }

    @Test
    void whatIsNotFollowedIsAProblem() {
        RoutingTable table = HttpRoutes.of(List.of(route("a", "2026-01-01T00:00:00Z", """
                  rules:
                    - matches: [{method: POST}, {path: {type: Glob, value: /x}}]
                      backendRefs: [{name: servicea-v1}]
                    - filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]
                      timeouts: {request: 10s}
                """)));

        assertThat(table.rules()).isEmpty();
        assertThat(table.problems())
                .hasSize(5)
                .allMatch(problem -> problem.startsWith("HTTPRoute shop/a: "))
                .anyMatch(problem -> problem.contains("match by method"))
                .anyMatch(problem -> problem.contains("got 'Glob'"))
                .anyMatch(problem -> problem.contains("filter RequestRedirect"))
                .anyMatch(problem -> problem.contains("timeouts"))
                .anyMatch(problem -> problem.contains("a weight above 0"));
    }

    private static GenericKubernetesResource route(String name, String created, String spec) {
        return Serialization.unmarshal("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {namespace: shop, name: %s, creationTimestamp: "%s"}
                spec:
                """.formatted(name, created) + spec, GenericKubernetesResource.class);
    }
}
