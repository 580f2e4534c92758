package io.huidu.shifter.api;

import io.huidu.shifter.rollout.SessionAffinity;
import io.huidu.shifter.rollout.Traffic;
import io.huidu.shifter.route.Ability.Sessions;
import io.huidu.shifter.route.CircuitBreaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The object that splits the traffic, between its JSON in spec and status and its value. */
final class TrafficJson {

    private static final String KINDS = "exactly one of gatewayApi, istio, kubernetes and nginxIngress";
    private static final String ROUTES = "exactly one of grpcRoute and httpRoute";

    private final Problems problems;
    private final String path;

    private TrafficJson(Problems problems, String path) {
        this.problems = problems;
        this.path = path;
    }

    static Traffic read(Problems problems, String path, CanaryReleaseSpec.@Nullable Traffic given) {
        return new TrafficJson(problems, path).read(given);
    }

    private Traffic read(CanaryReleaseSpec.@Nullable Traffic given) {
        Optional<CanaryReleaseSpec.Traffic> traffic = problems.object(path, given, KINDS);
        List<Traffic> read = traffic.map(this::kinds).orElse(List.of());
        problems.expect(traffic.isEmpty() || read.size() == 1, path, count(read), KINDS);
        if (read.isEmpty()) {
            return new Traffic.NginxIngress("faulty");
        }
        return traffic.map(json -> json.sessionAffinity)
                .map(json -> keeping(read.getFirst(), affinity(path + ".sessionAffinity", json)))
                .orElse(read.getFirst());
    }

    private SessionAffinity affinity(String at, CanaryReleaseSpec.SessionAffinity given) {
        CanaryReleaseSpec.SessionAffinity json = problems.known(at, given);
        String name = json.cookieName;
        boolean isName = name != null && name.matches(CanaryReleaseSpec.COOKIE);
        problems.expect(isName, at + ".cookieName", name, "the name of a cookie");
        return new SessionAffinity(
                isName && name != null ? name : "faulty",
                problems.duration(at + ".maxAge", json.maxAge, SessionAffinity.DEFAULT_MAX_AGE, Duration.ofSeconds(1)));
    }

    private Traffic keeping(Traffic traffic, SessionAffinity affinity) {
        boolean can = traffic.ability().sessions() == Sessions.BY_COOKIE;
        problems.expect(
                can,
                path + ".sessionAffinity",
                affinity.cookieName(),
                "none, for %s can't keep sessions".formatted(traffic.ability().kind()));
        return can ? traffic.keeping(affinity) : traffic;
    }

    private List<Traffic> kinds(CanaryReleaseSpec.Traffic traffic) {
        List<Traffic> kinds = new ArrayList<>();
        if (traffic.istio != null) {
            kinds.add(istio(path + ".istio", traffic.istio));
        }
        if (traffic.gatewayApi != null) {
            kinds.add(gateway(path + ".gatewayApi", traffic.gatewayApi));
        }
        if (traffic.nginxIngress != null) {
            CanaryReleaseSpec.NginxIngress nginx = problems.known(path + ".nginxIngress", traffic.nginxIngress);
            kinds.add(new Traffic.NginxIngress(problems.name(path + ".nginxIngress.ingress", nginx.ingress)));
        }
        if (traffic.kubernetes != null) {
            CanaryReleaseSpec.Kubernetes kubernetes = problems.known(path + ".kubernetes", traffic.kubernetes);
            kinds.add(new Traffic.KubernetesService(problems.name(path + ".kubernetes.service", kubernetes.service)));
        }
        return kinds;
    }

    private Traffic istio(String at, CanaryReleaseSpec.Istio given) {
        CanaryReleaseSpec.Istio istio = problems.known(at, given);
        Optional<CircuitBreaker> breaker = Optional.ofNullable(istio.circuitBreaker)
                .map(json -> new BreakerCheck(problems, at + ".circuitBreaker").read(json));
        Optional<String> rule =
                Optional.ofNullable(istio.destinationRule).map(name -> problems.name(at + ".destinationRule", name));
        problems.expect(
                rule.isPresent() || breaker.isEmpty(),
                at + ".destinationRule",
                istio.destinationRule,
                "one to put the circuitBreaker on");
        return new Traffic.Istio(
                problems.name(at + ".virtualService", istio.virtualService),
                rule,
                breaker.filter(b -> rule.isPresent()),
                Optional.empty());
    }

    private Traffic gateway(String at, CanaryReleaseSpec.GatewayApi given) {
        CanaryReleaseSpec.GatewayApi gateway = problems.known(at, given);
        Traffic.Expressions expressions = Boolean.TRUE.equals(gateway.regularExpressions)
                ? Traffic.Expressions.REGULAR
                : Traffic.Expressions.PLAIN;
        List<Traffic> routes = new ArrayList<>();
        if (gateway.httpRoute != null) {
            routes.add(new Traffic.HttpRoute(problems.name(at + ".httpRoute", gateway.httpRoute), expressions));
        }
        if (gateway.grpcRoute != null) {
            routes.add(new Traffic.GrpcRoute(problems.name(at + ".grpcRoute", gateway.grpcRoute), expressions));
        }
        problems.expect(routes.size() == 1, at, count(routes), ROUTES);
        return routes.isEmpty() ? new Traffic.HttpRoute("faulty", expressions) : routes.getFirst();
    }

    private static String count(List<Traffic> read) {
        return read.isEmpty() ? "none" : read.size() + " of them";
    }

    static CanaryReleaseSpec.Traffic write(Traffic traffic) {
        CanaryReleaseSpec.Traffic json = new CanaryReleaseSpec.Traffic();
        json.sessionAffinity = traffic.sessionAffinity().map(TrafficJson::write).orElse(null);
        switch (traffic) {
            case Traffic.Istio istio -> json.istio = write(istio);
            case Traffic.HttpRoute http -> gateway(json, http.expressions()).httpRoute = http.httpRoute();
            case Traffic.GrpcRoute(String grpcRoute, Traffic.Expressions expressions) ->
                gateway(json, expressions).grpcRoute = grpcRoute;
            case Traffic.NginxIngress(String ingress) -> {
                json.nginxIngress = new CanaryReleaseSpec.NginxIngress();
                json.nginxIngress.ingress = ingress;
            }
            case Traffic.KubernetesService(String service) -> {
                json.kubernetes = new CanaryReleaseSpec.Kubernetes();
                json.kubernetes.service = service;
            }
        }
        return json;
    }

    private static CanaryReleaseSpec.SessionAffinity write(SessionAffinity affinity) {
        CanaryReleaseSpec.SessionAffinity json = new CanaryReleaseSpec.SessionAffinity();
        json.cookieName = affinity.cookieName();
        json.maxAge = Durations.print(affinity.maxAge());
        return json;
    }

    private static CanaryReleaseSpec.Istio write(Traffic.Istio istio) {
        CanaryReleaseSpec.Istio json = new CanaryReleaseSpec.Istio();
        json.virtualService = istio.virtualService();
        json.destinationRule = istio.destinationRule().orElse(null);
        json.circuitBreaker = istio.breaker().map(BreakerCheck::write).orElse(null);
        return json;
    }

    private static CanaryReleaseSpec.GatewayApi gateway(
            CanaryReleaseSpec.Traffic json, Traffic.Expressions expressions) {
        CanaryReleaseSpec.GatewayApi gateway = new CanaryReleaseSpec.GatewayApi();
        gateway.regularExpressions = expressions == Traffic.Expressions.REGULAR ? true : null;
        json.gatewayApi = gateway;
        return gateway;
    }
}
