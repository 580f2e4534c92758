package io.huidu.shifter.rollout;

import io.huidu.events.ShownQuery;
import io.huidu.shifter.route.Ability;
import io.huidu.shifter.route.CircuitBreaker;
import java.util.List;
import java.util.Optional;

/** The object that splits the traffic, in the namespace of the resource. */
public sealed interface Traffic {

    /** The object's name. */
    String route();

    /** What can be asked of its router. */
    Ability ability();

    /** How users are kept where they were sent first; empty where each request is sent anew. */
    default Optional<SessionAffinity> sessionAffinity() {
        return Optional.empty();
    }

    /** The same with users kept where they were sent first, where its {@link #ability} has sessions. */
    default Traffic keeping(SessionAffinity affinity) {
        return this;
    }

    /** What it has to show of each version beside the verdicts. */
    default List<ShownQuery> shown() {
        return List.of();
    }

    /**
     * An Istio VirtualService.
     *
     * @param destinationRule whose subsets are kept; empty to leave them to the host
     * @param breaker on these subsets while a release runs
     */
    record Istio(
            String virtualService,
            Optional<String> destinationRule,
            Optional<CircuitBreaker> breaker,
            Optional<SessionAffinity> sessionAffinity)
            implements Traffic {

        public Istio {
            Check.that(
                    breaker.isEmpty() || destinationRule.isPresent(),
                    "traffic.istio.circuitBreaker",
                    "one without a destinationRule",
                    "a destinationRule to put it on");
        }

        public Istio(String virtualService) {
            this(virtualService, Optional.empty(), Optional.empty(), Optional.empty());
        }

        @Override
        public Traffic keeping(SessionAffinity affinity) {
            return new Istio(virtualService, destinationRule, breaker, Optional.of(affinity));
        }

        @Override
        public String route() {
            return virtualService;
        }

        @Override
        public Ability ability() {
            return Ability.ISTIO;
        }

        /**
         * How many of a version's pods the proxy that ejects most has ejected; each proxy ejects by itself. Envoy's
         * clusters of a subset are called {@code outbound|port|subset|host}.
         */
        @Override
        public List<ShownQuery> shown() {
            String hosts = virtualService + destinationRule.map("|"::concat).orElse("");
            return breaker.isEmpty()
                    ? List.of()
                    : List.of(new ShownQuery(
                            "ejections",
                            "max(sum by (pod) (envoy_cluster_outlier_detection_ejections_active{cluster_name=~\"outbound[|][0-9]+[|]{{version}}[|](%s)[.]{{namespace}}[.].*\"}))"
                                    .formatted(hosts)));
        }
    }

    /** An HTTPRoute of the Gateway API. */
    record HttpRoute(String httpRoute, Expressions expressions, Optional<SessionAffinity> sessionAffinity)
            implements Traffic {

        public HttpRoute {
            Check.that(
                    sessionAffinity.isEmpty() || expressions == Expressions.REGULAR,
                    "traffic.sessionAffinity",
                    sessionAffinity,
                    "none without regular expressions, by which cookies are matched");
        }

        public HttpRoute(String httpRoute, Expressions expressions) {
            this(httpRoute, expressions, Optional.empty());
        }

        @Override
        public Traffic keeping(SessionAffinity affinity) {
            return new HttpRoute(httpRoute, expressions, Optional.of(affinity));
        }

        @Override
        public String route() {
            return httpRoute;
        }

        @Override
        public Ability ability() {
            return switch (expressions) {
                case REGULAR -> Ability.HTTP_ROUTE_WITH_REGEX;
                case PLAIN -> Ability.HTTP_ROUTE;
            };
        }
    }

    /** A GRPCRoute of the Gateway API. */
    record GrpcRoute(String grpcRoute, Expressions expressions) implements Traffic {
        @Override
        public String route() {
            return grpcRoute;
        }

        @Override
        public Ability ability() {
            return switch (expressions) {
                case REGULAR -> Ability.GRPC_ROUTE_WITH_REGEX;
                case PLAIN -> Ability.GRPC_ROUTE;
            };
        }
    }

    /** The Ingress of the stable host, for the NGINX Ingress Controller. */
    record NginxIngress(String ingress) implements Traffic {
        @Override
        public String route() {
            return ingress;
        }

        @Override
        public Ability ability() {
            return Ability.NGINX_INGRESS;
        }
    }

    /** A Service of Kubernetes itself, in front of the pods of both versions. */
    record KubernetesService(String service) implements Traffic {
        @Override
        public String route() {
            return service;
        }

        @Override
        public Ability ability() {
            return Ability.SERVICE;
        }
    }

    /** What an implementation of the Gateway API can match with, which no object tells. */
    enum Expressions {
        /** Regular expressions, too, which the API leaves open. */
        REGULAR,
        /** What the API asks of all. */
        PLAIN
    }
}
