package io.huidu.e2e.world.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualServiceRoutesTest {

    @Test
    void weightsOfSubsetsAreShares() {
        RoutingTable table = VirtualServiceRoutes.of(List.of(split("servicea.example", 75, 25)));

        assertThat(table.problems()).isEmpty();
        assertThat(table.routes())
                .containsExactly(new PathRoute(
                        "servicea.example",
                        "/",
                        PathMatch.STRING_PREFIX,
                        List.of(
                                new Share(new Destination.OfSubset("shop", "servicea", "v1"), 75),
                                new Share(new Destination.OfSubset("shop", "servicea", "v2"), 25))));
    }

    @Test
    void aShortHostIsKnownByAllItsNames() {
        RoutingTable table = VirtualServiceRoutes.of(List.of(split("servicea", 100, 0)));

        assertThat(table.routes())
                .extracting(PathRoute::host)
                .containsExactly("servicea", "servicea.shop", "servicea.shop.svc", "servicea.shop.svc.cluster.local");
    }

    @Test
    void oneDestinationNeedsNoWeightAndAFullNameSaysItsNamespace() {
        GenericKubernetesResource one = virtualService("""
                  hosts: [a.example]
                  http:
                    - match: [{uri: {exact: /x}}, {uri: {prefix: /y}}]
                      route: [{destination: {host: servicea-v1.other.svc.cluster.local, port: {number: 80}}}]
                """);

        RoutingTable table = VirtualServiceRoutes.of(List.of(one));

        List<Share> all = List.of(new Share(new Destination.OfService("other", "servicea-v1"), 100));
        assertThat(table.routes())
                .containsExactly(
                        new PathRoute("a.example", "/x", PathMatch.EXACT, all),
                        new PathRoute("a.example", "/y", PathMatch.STRING_PREFIX, all));
    }

    @Test
    void whatIsNotFollowedIsAProblem() {
        GenericKubernetesResource rich = virtualService("""
                  hosts: [a.example]
                  http:
                    - match: [{headers: {x-canary: {exact: "true"}}}]
                      route: [{destination: {host: servicea, subset: v2}}]
                    - mirror: {host: servicea, subset: v2}
                      route:
                        - {destination: {host: servicea, subset: v1}, weight: 0}
                        - {destination: {host: servicea, subset: v2}, weight: 0}
                """);

        RoutingTable table = VirtualServiceRoutes.of(List.of(rich));

        assertThat(table.routes()).isEmpty();
        assertThat(table.problems())
                .hasSize(3)
                .allMatch(problem -> problem.startsWith("VirtualService shop/servicea: "))
                .anyMatch(problem -> problem.contains("x-canary"))
                .anyMatch(problem -> problem.contains("mirror"))
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
