package io.huidu.shifter.istio;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.huidu.events.Reason;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.route.CircuitBreaker;
import io.huidu.shifter.route.RouteException;
import io.huidu.shifter.route.Split;
import io.huidu.shifter.route.Split.Backend;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The subsets of the DestinationRule behind a VirtualService: made where they are missing, for the pods with the label
 * {@code version}; and the circuit breaker on them while a release runs.
 *
 * @param name the DestinationRule's
 * @param breaker empty to leave the policies alone
 */
record Subsets(Cluster cluster, String name, Optional<CircuitBreaker> breaker) {

    static final List<ResourceDefinitionContext> KINDS =
            Stream.of("v1", "v1beta1").map(Subsets::kind).toList();

    /** One version of the DestinationRule API. */
    private record Found(ResourceDefinitionContext kind, GenericKubernetesResource object) {}

    /** Makes the missing subsets; with {@code during} also breaks the circuit, otherwise puts the policies back. */
    void prepare(Split split, During during) {
        Found found = find(split)
                .orElseThrow(() -> new RouteException(
                        Reason.ROUTE_MISSING,
                        "%s: doesn't exist, or its CustomResourceDefinition doesn't; write one for the host of the VirtualService"
                                .formatted(name(split))));
        DestinationRule rule = new DestinationRule(found.object());
        rule.withoutSubset(split).forEach(version -> {
            requirePods(split, version);
            rule.makeSubset(version);
        });
        switch (during) {
            case RELEASE -> breaker.ifPresent(given -> rule.addBreaker(split, given));
            case REST -> rule.removeBreaker();
        }
        update(found, rule);
    }

    /** Whether a release runs. */
    enum During {
        RELEASE,
        REST
    }

    /** Puts the policies back. */
    void calm(Split split) {
        find(split).ifPresent(found -> {
            DestinationRule rule = new DestinationRule(found.object());
            rule.removeBreaker();
            update(found, rule);
        });
    }

    /** Puts back all that was found. */
    void release(Split split) {
        find(split).ifPresent(found -> {
            DestinationRule rule = new DestinationRule(found.object());
            rule.removeBreaker();
            rule.removeMadeSubsets();
            update(found, rule);
        });
    }

    private void update(Found found, DestinationRule rule) {
        if (rule.isChanged()) {
            cluster.update(found.kind(), rule.written());
        }
    }

    /** A subset without pods would answer every request with 503. */
    private void requirePods(Split split, Backend version) {
        var selector = new LabelSelectorBuilder()
                .addToMatchLabels(DestinationRule.VERSION, version.version())
                .build();
        if (cluster.selected(Pod.class, split.namespace(), selector).isEmpty()) {
            throw new RouteException(
                    Reason.ROUTE_MISSING,
                    "%s: has no subset %s, and no pod has the label %s=%s to make one of; label the pods, or write the subset"
                            .formatted(name(split), version.version(), DestinationRule.VERSION, version.version()));
        }
    }

    private Optional<Found> find(Split split) {
        return KINDS.stream()
                .flatMap(kind ->
                        cluster.find(kind, split.namespace(), name).stream().map(object -> new Found(kind, object)))
                .findFirst();
    }

    private String name(Split split) {
        return "DestinationRule %s/%s".formatted(split.namespace(), name);
    }

    private static ResourceDefinitionContext kind(String version) {
        return new ResourceDefinitionContext.Builder()
                .withGroup("networking.istio.io")
                .withVersion(version)
                .withKind("DestinationRule")
                .withPlural("destinationrules")
                .withNamespaced(true)
                .build();
    }
}
