package io.huidu.e2e.world.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.stream.Collectors;
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
        assertThat(table.rules()).containsExactly(rule(List.of(), new Share(TwoVersions.V1, 1)));
    }

    @ParameterizedTest
    @CsvSource({"5, 100, 5, 95", "0, 100, 0, 100", "100, 100, 100, 0", "25, 1000, 25, 975", "7, 5, 5, 0"})
    void aCanaryTakesItsPart(String weight, String total, long canary, long rest) {
        RoutingTable table = IngressRoutes.of(List.of(canary(weight, total), MAIN));

        assertThat(table.problems()).isEmpty();
        assertThat(table.rules())
                .containsExactly(rule(List.of(), new Share(TwoVersions.V2, canary), new Share(TwoVersions.V1, rest)));
    }

    @Test
    void theHeaderComesBeforeTheCookieAndThatBeforeTheWeight() {
        Ingress both = canary("canary-weight: '5'", "canary-by-header: x-canary", "canary-by-cookie: beta");

        RoutingTable table = IngressRoutes.of(List.of(MAIN, both));

        TextMatch always = TextMatch.exact("always");
        TextMatch never = TextMatch.exact("never");
        assertThat(table.problems()).isEmpty();
        assertThat(table.rules())
                .containsExactly(
                        rule(List.of(Condition.header("x-canary", always)), new Share(TwoVersions.V2, 1)),
                        rule(List.of(Condition.header("x-canary", never)), new Share(TwoVersions.V1, 1)),
                        rule(List.of(Condition.cookie("beta", always)), new Share(TwoVersions.V2, 1)),
                        rule(List.of(Condition.cookie("beta", never)), new Share(TwoVersions.V1, 1)),
                        rule(List.of(), new Share(TwoVersions.V2, 5), new Share(TwoVersions.V1, 95)));
    }

    @Test
    void aValueOfItsOwnReplacesAlwaysAndNeverAndComesBeforeAPattern() {
        String byValue = "canary-by-header-value: 'true'";
        String byPattern = "canary-by-header-pattern: '^(?:a|b)$'";

        assertThat(headerOf(byValue, byPattern)).isEqualTo(TextMatch.exact("true"));
        assertThat(headerOf(byPattern)).isEqualTo(TextMatch.found("^(?:a|b)$"));
    }

    private static TextMatch headerOf(String... annotations) {
        Ingress canary = canary(Stream.concat(Stream.of("canary-by-header: x-canary"), Stream.of(annotations))
                .toArray(String[]::new));
        List<Rule> rules = IngressRoutes.of(List.of(MAIN, canary)).rules();
        assertThat(rules).hasSize(2);
        return rules.getFirst().conditions().getLast().match();
    }

    @Test
    void exactPathsComeBeforePrefixesAndTheseByLength() {
        Ingress deep = ingress("deep", "{}", "servicea-v1", "/a/long/one", "Prefix");
        Ingress exact = ingress("exact", "{}", "servicea-v1", "/a", "Exact");

        assertThat(IngressRoutes.of(List.of(MAIN, deep, exact)).rules())
                .extracting(rule -> rule.conditions().getFirst().match())
                .containsExactly(
                        TextMatch.exact("/a"), TextMatch.elementPrefix("/a/long/one"), TextMatch.elementPrefix("/"));
    }

    @Test
    void aCanaryWithoutAWeightThatIsANumberTakesNothingAndIsAProblem() {
        RoutingTable table = IngressRoutes.of(List.of(MAIN, canary("many", "100")));

        assertThat(table.rules().getFirst().shares()).containsExactly(new Share(TwoVersions.V1, 1));
        assertThat(table.problems())
                .containsExactly(
                        "Ingress shop/servicea-canary: nginx.ingress.kubernetes.io/canary-weight: got 'many', expected a whole number");
    }

    @Test
    void aCanaryOfNobodyIsAProblem() {
        RoutingTable table = IngressRoutes.of(List.of(canary("5", "100")));

        assertThat(table.rules()).isEmpty();
        assertThat(table.problems())
                .containsExactly("Ingress shop/servicea-canary: servicea.example/: no other Ingress has it");
    }

    @Test
    void theSecondIngressOfAPathIsAProblem() {
        Ingress second = ingress("zweite", "{}", "servicea-v2", "/", "Prefix");

        RoutingTable table = IngressRoutes.of(List.of(second, MAIN));

        assertThat(table.rules()).containsExactly(rule(List.of(), new Share(TwoVersions.V1, 1)));
        assertThat(table.problems())
                .containsExactly("Ingress shop/zweite: servicea.example/: is another Ingress's already");
    }

    private static Rule rule(List<Condition> conditions, Share... shares) {
        Stream<Condition> path = Stream.of(Condition.path(TextMatch.elementPrefix("/")));
        return new Rule(
                TwoVersions.HOST, Stream.concat(path, conditions.stream()).toList(), List.of(shares));
    }

    private static Ingress canary(String... annotations) {
        String all = Stream.concat(Stream.of("canary: 'true'"), Stream.of(annotations))
                .map("nginx.ingress.kubernetes.io/"::concat)
                .collect(Collectors.joining(", ", "{", "}"));
        return ingress("servicea-canary", all, "servicea-v2", "/", "Prefix");
    }

    static Ingress canary(String weight, String total) {
        return canary(
                new String[] {"canary-weight: '%s'".formatted(weight), "canary-weight-total: '%s'".formatted(total)});
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
