package io.huidu.shifter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.huidu.shifter.rollout.SessionAffinity;
import io.huidu.shifter.rollout.Traffic;
import io.huidu.shifter.rollout.Traffic.Expressions;
import io.huidu.shifter.route.CircuitBreaker;
import io.huidu.shifter.route.CircuitBreaker.Ejection;
import io.huidu.shifter.route.CircuitBreaker.Pool;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrafficJsonTest {

    private final KubernetesSerialization json = new KubernetesSerialization();
    private final Problems problems = new Problems();

    static Stream<Arguments> kinds() {
        return Stream.of(
                arguments("traffic: {istio: {virtualService: a}}", new Traffic.Istio("a")),
                arguments(
                        "traffic: {istio: {virtualService: a, destinationRule: b, circuitBreaker: {}}}",
                        new Traffic.Istio(
                                "a", Optional.of("b"), Optional.of(CircuitBreaker.DEFAULT), Optional.empty())),
                arguments(
                        "traffic: {istio: {virtualService: a, destinationRule: b, circuitBreaker: {maxConnections: 7,"
                                + " connectTimeout: 2s, http1MaxPendingRequests: 8, http2MaxRequests: 9,"
                                + " maxRequestsPerConnection: 0, maxRetries: 0, consecutiveErrors: 2, interval: 5s,"
                                + " baseEjectionTime: 1m, maxEjectionPercent: 50}}}",
                        new Traffic.Istio(
                                "a",
                                Optional.of("b"),
                                Optional.of(new CircuitBreaker(
                                        new Pool(Optional.of(7), Optional.of(Duration.ofSeconds(2)), 8, 9, 0, 0),
                                        new Ejection(2, Duration.ofSeconds(5), Duration.ofMinutes(1), 50))),
                                Optional.empty())),
                arguments(
                        "traffic: {istio: {virtualService: a}, sessionAffinity: {cookieName: b}}",
                        new Traffic.Istio("a").keeping(new SessionAffinity("b", Duration.ofHours(24)))),
                arguments(
                        "traffic: {gatewayApi: {httpRoute: a, regularExpressions: true}, sessionAffinity: {cookieName: b,"
                                + " maxAge: 90m}}",
                        new Traffic.HttpRoute(
                                "a",
                                Expressions.REGULAR,
                                Optional.of(new SessionAffinity("b", Duration.ofMinutes(90))))),
                arguments("traffic: {nginxIngress: {ingress: a}}", new Traffic.NginxIngress("a")),
                arguments("traffic: {kubernetes: {service: a}}", new Traffic.KubernetesService("a")),
                arguments("traffic: {gatewayApi: {httpRoute: a}}", new Traffic.HttpRoute("a", Expressions.PLAIN)),
                arguments(
                        "traffic: {gatewayApi: {grpcRoute: a, regularExpressions: true}}",
                        new Traffic.GrpcRoute("a", Expressions.REGULAR)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void readsAndWritesEachKind(String yaml, Traffic expected) {
        assertThat(read(yaml)).isEqualTo(expected);
        assertThat(readBack(expected)).isEqualTo(expected);
        assertThat(problems.found()).isEmpty();
    }

    static Stream<Arguments> faults() {
        String routes = "traffic.gatewayApi: got '%s', expected exactly one of grpcRoute and httpRoute";
        return Stream.of(
                arguments(
                        "traffic: {istio: {virtualService: a, circuitBreaker: {interval: 5, maxEjectionPercent: 101,"
                                + " consecutiveErrors: 0}}}",
                        List.of(
                                "traffic.istio.circuitBreaker.consecutiveErrors: got '0', expected 1 or more",
                                "traffic.istio.circuitBreaker.interval: got '5', expected 1s or more, written as 15s, 5m"
                                        + " or 1h30m",
                                "traffic.istio.circuitBreaker.maxEjectionPercent: got '101', expected 0 to 100",
                                "traffic.istio.destinationRule: got nothing, expected one to put the circuitBreaker"
                                        + " on")),
                arguments(
                        "traffic: {istio: {virtualService: a}, sessionAffinity: {cookieName: 'a b', maxAge: 0s, path: /}}",
                        List.of(
                                "traffic.sessionAffinity.path: not known in v1alpha1",
                                "traffic.sessionAffinity.cookieName: got 'a b', expected the name of a cookie",
                                "traffic.sessionAffinity.maxAge: got '0s', expected 1s or more, written as 15s, 5m or"
                                        + " 1h30m")),
                arguments(
                        "traffic: {nginxIngress: {ingress: a}, sessionAffinity: {cookieName: b}}",
                        List.of(cannotKeep("an Ingress of ingress-nginx"))),
                arguments(
                        "traffic: {kubernetes: {service: a}, sessionAffinity: {cookieName: b}}",
                        List.of(cannotKeep("a Service"))),
                arguments(
                        "traffic: {gatewayApi: {grpcRoute: a, regularExpressions: true}, sessionAffinity: {cookieName: b}}",
                        List.of(cannotKeep("a GRPCRoute"))),
                arguments(
                        "traffic: {gatewayApi: {httpRoute: a}, sessionAffinity: {cookieName: b}}",
                        List.of(cannotKeep("an HTTPRoute without regular expressions"))),
                arguments("traffic: {gatewayApi: {}}", List.of(routes.formatted("none"))),
                arguments(
                        "traffic: {gatewayApi: {grpcRoute: a, httpRoute: a}}", List.of(routes.formatted("2 of them"))),
                arguments(
                        "traffic: {gatewayApi: {httpRoute: A, gateway: b}}",
                        List.of(
                                "traffic.gatewayApi.gateway: not known in v1alpha1",
                                "traffic.gatewayApi.httpRoute: got 'A', expected a lower-case Kubernetes name")));
    }

    private static String cannotKeep(String kind) {
        return "traffic.sessionAffinity: got 'b', expected none, for %s can't keep sessions".formatted(kind);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void namesWhatIsWrong(String yaml, List<String> expected) {
        read(yaml);

        assertThat(problems.found()).isEqualTo(expected);
    }

    private Traffic readBack(Traffic traffic) {
        CanaryReleaseSpec spec = new CanaryReleaseSpec();
        spec.traffic = TrafficJson.write(traffic);
        return read(json.asYaml(spec));
    }

    private Traffic read(String yaml) {
        return TrafficJson.read(problems, "traffic", json.unmarshal(yaml, CanaryReleaseSpec.class).traffic);
    }
}
