package io.huidu.shifter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.huidu.shifter.rollout.Traffic;
import io.huidu.shifter.rollout.Traffic.Expressions;
import java.util.List;
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
                arguments("traffic: {nginxIngress: {ingress: a}}", new Traffic.NginxIngress("a")),
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
                arguments("traffic: {gatewayApi: {}}", List.of(routes.formatted("none"))),
                arguments(
                        "traffic: {gatewayApi: {grpcRoute: a, httpRoute: a}}", List.of(routes.formatted("2 of them"))),
                arguments(
                        "traffic: {gatewayApi: {httpRoute: A, gateway: b}}",
                        List.of(
                                "traffic.gatewayApi.gateway: not known in v1alpha1",
                                "traffic.gatewayApi.httpRoute: got 'A', expected a lower-case Kubernetes name")));
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
