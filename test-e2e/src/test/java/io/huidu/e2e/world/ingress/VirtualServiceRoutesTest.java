package io.huidu.e2e.world.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualServiceRoutesTest {

    private static final Share ALL = new Share(new Destination.OfSubset("shop", "servicea", "v2"), 100);

    @Test
    void weightsOfSubsetsAreShares() {
        RoutingTable table = VirtualServiceRoutes.of(List.of(split("servicea.example", 75, 25)));

        assertThat(table.problems()).isEmpty();
        assertThat(table.rules())
                .containsExactly(new Rule(
                        "servicea.example",
                        List.of(),
                        List.of(
                                new Share(new Destination.OfSubset("shop", "servicea", "v1"), 75),
                                new Share(new Destination.OfSubset("shop", "servicea", "v2"), 25))));
    }

    @Test
    void aShortHostIsKnownByAllItsNames() {
        RoutingTable table = VirtualServiceRoutes.of(List.of(split("servicea", 100, 0)));

        assertThat(table.rules())
                .extracting(Rule::host)
                .containsExactly("servicea", "servicea.shop", "servicea.shop.svc", "servicea.shop.svc.cluster.local");
    }

    @Test
    void oneDestinationNeedsNoWeightAndAFullNameSaysItsNamespace() {
        GenericKubernetesResource one = virtualService("""
                  hosts: [a.example]
                  http: [{route: [{destination: {host: servicea-v1.other.svc.cluster.local, port: {number: 80}}}]}]
                """);

        assertThat(VirtualServiceRoutes.of(List.of(one)).rules())
                .containsExactly(new Rule(
                        "a.example",
                        List.of(),
                        List.of(new Share(new Destination.OfService("other", "servicea-v1"), 100))));
    }

    @Test
    void eachMatchIsARuleInTheOrderOfTheRoutes() {
        GenericKubernetesResource rich = virtualService("""
                  hosts: [a.example]
                  http:
                    - name: testers
                      match:
                        - {uri: {prefix: /y}, headers: {x-canary: {exact: "true"}, x-any: {}}}
                        - {headers: {cookie: {regex: '^(.*;\\s*)?group=(beta)(;.*)?$'}}}
                      route: [{destination: {host: servicea, subset: v2}}]
                    - match: [{uri: {exact: /x}}]
                      route: [{destination: {host: servicea, subset: v2}}]
                """);

        RoutingTable table = VirtualServiceRoutes.of(List.of(rich));

        assertThat(table.problems()).isEmpty();
        assertThat(table.rules())
                .containsExactly(
                        new Rule(
                                "a.example",
                                List.of(
                                        Condition.path(TextMatch.prefix("/y")),
                                        Condition.header("x-canary", TextMatch.exact("true")),
                                        Condition.header("x-any", TextMatch.PRESENT)),
                                List.of(ALL)),
                        new Rule(
                                "a.example",
                                List.of(Condition.header("cookie", TextMatch.whole("^(.*;\\s*)?group=(beta)(;.*)?$"))),
                                List.of(ALL)),
                        new Rule("a.example", List.of(Condition.path(TextMatch.exact("/x"))), List.of(ALL)));
    }

    @Test
    void bothShapesOfMirrorsAreCopies() {
        GenericKubernetesResource mirrored = virtualService("""
                  hosts: [a.example]
                  http:
                    - match: [{uri: {prefix: /one}}]
                      mirror: {host: servicea, subset: v1}
                      mirrorPercentage: {value: 12.5}
                      route: [{destination: {host: servicea, subset: v2}}]
                    - mirrors: [{destination: {host: servicea, subset: v1}}, {destination: {host: shadow}, percentage: {value: 0}}]
                      route: [{destination: {host: servicea, subset: v2}}]
                """);

        RoutingTable table = VirtualServiceRoutes.of(List.of(mirrored));

        Destination v1 = new Destination.OfSubset("shop", "servicea", "v1");
        assertThat(table.problems()).isEmpty();
        assertThat(table.rules())
                .extracting(Rule::copies)
                .containsExactly(List.of(new Copies(v1, 12.5)), List.of(new Copies(v1, 100)));
    }

    @Test
    void whatIsNotFollowedIsAProblem() {
        GenericKubernetesResource rich = virtualService("""
                  hosts: [a.example]
                  http:
                    - match: [{queryParams: {beta: {exact: "1"}}}, {headers: {x: {regex: "("}}}]
                      route: [{destination: {host: servicea, subset: v2}}]
                    - rewrite: {uri: /b}
                      route:
                        - {destination: {host: servicea, subset: v1}, weight: 0}
                        - {destination: {host: servicea, subset: v2}, weight: 0}
                """);

        RoutingTable table = VirtualServiceRoutes.of(List.of(rich));

        assertThat(table.rules()).isEmpty();
        assertThat(table.problems())
                .hasSize(4)
                .allMatch(problem -> problem.startsWith("VirtualService shop/servicea: "))
                .anyMatch(problem -> problem.contains("queryParams"))
                .anyMatch(problem -> problem.contains("Unclosed group"))
                .anyMatch(problem -> problem.contains("rewrite"))
                .anyMatch(problem -> problem.contains("a weight above 0"));
    }

    static GenericKubernetesResource split(String host, int v1, int v2) {
        return virtualService("""
                  hosts: [%s]
                  http:
                    - route:
                        - {destination: {host: servicea, subset: v1}, weight: %d}
                        - {destination: {host: servicea, subset: v2}, weight: %d}
                """.formatted(host, v1, v2));
    }

    private static GenericKubernetesResource virtualService(String spec) {
        return Serialization.unmarshal("""
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {namespace: shop, name: servicea}
                spec:
                """ + spec, GenericKubernetesResource.class);
    }
}
