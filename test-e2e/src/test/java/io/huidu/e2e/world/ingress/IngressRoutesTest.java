package io.huidu.e2e.world.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngressRoutesTest {

    private static final Ingress MAIN = ingress("servicea", "{}", "servicea-v1", "/", "Prefix");

    @Test
    void oneIngressGetsEverything() {
        RoutingTable table = IngressRoutes.of(List.of(MAIN));

        assertThat(table.problems()).isEmpty();
        assertThat(table.routes())
                .containsExactly(new PathRoute(
                        TwoVersions.HOST, "/", PathMatch.ELEMENT_PREFIX, List.of(new Share(TwoVersions.V1, 1))));
    }

    @ParameterizedTest
    @CsvSource({"5, 100, 5, 95", "0, 100, 0, 100", "100, 100, 100, 0", "25, 1000, 25, 975", "7, 5, 5, 0"})
    void aCanaryTakesItsPart(String weight, String total, long canary, long rest) {
        RoutingTable table = IngressRoutes.of(List.of(canary(weight, total), MAIN));

        assertThat(table.problems()).isEmpty();
        assertThat(table.routes().getFirst().shares())
                .containsExactly(new Share(TwoVersions.V2, canary), new Share(TwoVersions.V1, rest));
    }

    @Test
    void aCanaryWithoutAWeightThatIsANumberTakesNothingAndIsAProblem() {
        RoutingTable table = IngressRoutes.of(List.of(MAIN, canary("many", "100")));

        assertThat(table.routes().getFirst().shares()).containsExactly(new Share(TwoVersions.V1, 1));
        assertThat(table.problems())
                .containsExactly(
                        "Ingress shop/servicea-canary: nginx.ingress.kubernetes.io/canary-weight: got 'many', expected a whole number");
    }

    @Test
    void aCanaryOfNobodyIsAProblem() {
        RoutingTable table = IngressRoutes.of(List.of(canary("5", "100")));

        assertThat(table.routes()).isEmpty();
        assertThat(table.problems())
                .containsExactly("Ingress shop/servicea-canary: servicea.example/: no other Ingress has it");
    }

    @Test
    void aCanaryByHeaderIsAProblemRatherThanUnseen() {
        Ingress byHeader = ingress(
                "c",
                "{nginx.ingress.kubernetes.io/canary: 'true', nginx.ingress.kubernetes.io/canary-by-header: x-canary}",
                "servicea-v2",
                "/",
                "Prefix");

        assertThat(IngressRoutes.of(List.of(MAIN, byHeader)).problems())
                .containsExactly(
                        "Ingress shop/c: nginx.ingress.kubernetes.io/canary-by-header: not followed here, only weights are");
    }

    @Test
    void theSecondIngressOfAPathIsAProblem() {
        Ingress second = ingress("zweite", "{}", "servicea-v2", "/", "Prefix");

        RoutingTable table = IngressRoutes.of(Stream.of(second, MAIN).toList());

        assertThat(table.routes()).hasSize(1);
        assertThat(table.routes().getFirst().shares()).containsExactly(new Share(TwoVersions.V1, 1));
        assertThat(table.problems())
                .containsExactly("Ingress shop/zweite: servicea.example/: is another Ingress's already");
    }

    @Test
    void aPathThatIsNotAPlainOneIsAProblem() {
        Ingress odd = ingress("odd", "{}", "servicea-v1", "/a; return 200", "Exact");

        RoutingTable table = IngressRoutes.of(List.of(odd));

        assertThat(table.routes()).isEmpty();
        assertThat(table.problems())
                .containsExactly("Ingress shop/odd: path: got '/a; return 200', expected a plain path");
    }

    static Ingress canary(String weight, String total) {
        return ingress("servicea-canary", """
                {nginx.ingress.kubernetes.io/canary: "true", nginx.ingress.kubernetes.io/canary-weight: "%s",
                 nginx.ingress.kubernetes.io/canary-weight-total: "%s"}""".formatted(weight, total), "servicea-v2", "/", "Prefix");
    }

    static Ingress ingress(String name, String annotations, String service, String path, String type) {
        return Serialization.unmarshal("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata:
                  namespace: shop
                  name: %s
                  annotations: %s
                spec:
                  rules:
                    - host: servicea.example
                      http:
                        paths:
                          - {path: '%s', pathType: %s, backend: {service: {name: %s, port: {number: 80}}}}
                """.formatted(name, annotations, path, type, service), Ingress.class);
    }
}
