package io.huidu.shifter.gatewayapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.stream.Stream;

/** The kinds of routes that there are. */
public enum RouteKind {
    HTTP("HTTPRoute", "httproutes", "v1beta1"),
    GRPC("GRPCRoute", "grpcroutes", "v1alpha2");

    private final String kind;
    private final String plural;
    private final String older;

    RouteKind(String kind, String plural, String older) {
        this.kind = kind;
        this.plural = plural;
        this.older = older;
    }

    /** The API's versions, the one that is asked first being first. */
    public List<ResourceDefinitionContext> versions() {
        return Stream.of("v1", older).map(this::version).toList();
    }

    private ResourceDefinitionContext version(String version) {
        return new ResourceDefinitionContext.Builder()
                .withGroup("gateway.networking.k8s.io")
                .withVersion(version)
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }

    /** What a rule without matches matches, as the API server writes it. */
    ArrayNode everything() {
        ArrayNode matches = JsonNodeFactory.instance.arrayNode();
        ObjectNode match = matches.addObject();
        if (this == HTTP) {
            match.putObject("path").put("type", "PathPrefix").put("value", "/");
        }
        return matches;
    }
}
