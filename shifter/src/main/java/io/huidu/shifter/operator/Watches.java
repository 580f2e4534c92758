package io.huidu.shifter.operator;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.huidu.events.ReleaseKey;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.api.Resources;
import io.huidu.shifter.api.UnreadableStatusException;
import io.huidu.shifter.rollout.Scope;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What makes a release look again before it is due: its Deployments, its routing object, and whoever calls
 * {@link #wake}. All of it is for speed alone: what is missed is seen when the release is due.
 */
public final class Watches {

    private static final String NAMES = "names";

    private final Supplier<List<ResourceDefinitionContext>> routes;
    private final SimpleInboundEventSource<CanaryRelease> calls = new SimpleInboundEventSource<>("calls");
    private volatile Supplier<Stream<CanaryRelease>> all = Stream::empty;

    /**
     * Watches nothing yet.
     *
     * @param routes the kinds of routing objects that the cluster has, besides Ingress and Service; asked once
     */
    public Watches(Supplier<List<ResourceDefinitionContext>> routes) {
        this.routes = routes;
    }

    /** Makes a release look again; nothing happens where it isn't known or not watched yet. */
    public void wake(ReleaseKey release) {
        calls.propagateEvent(new ResourceID(release.name(), release.namespace()));
    }

    /** Makes all releases look again. */
    public void wakeAll() {
        all.get().map(ResourceID::fromResource).forEach(calls::propagateEvent);
    }

    List<EventSource<?, CanaryRelease>> of(EventSourceContext<CanaryRelease> context) {
        IndexerResourceCache<CanaryRelease> releases = context.getPrimaryCache();
        releases.addIndexer(NAMES, Watches::names);
        all = releases::list;
        List<EventSource<?, CanaryRelease>> sources = new ArrayList<>();
        sources.add(calls);
        sources.add(watch(Deployment.class, context));
        sources.add(watch(Ingress.class, context));
        sources.add(watch(Service.class, context));
        routes.get().forEach(kind -> sources.add(watch(kind, context)));
        return sources;
    }

    private static <T extends HasMetadata> EventSource<?, CanaryRelease> watch(
            Class<T> type, EventSourceContext<CanaryRelease> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(type, CanaryRelease.class)
                        .withName(type.getSimpleName())
                        .withNamespacesInheritedFromController()
                        .withSecondaryToPrimaryMapper(namedBy(context, type.getSimpleName()))
                        .build(),
                context);
    }

    private static EventSource<?, CanaryRelease> watch(
            ResourceDefinitionContext kind, EventSourceContext<CanaryRelease> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(
                                new GroupVersionKind(kind.getGroup(), kind.getVersion(), kind.getKind()),
                                CanaryRelease.class)
                        .withName(kind.getKind())
                        .withNamespacesInheritedFromController()
                        .withSecondaryToPrimaryMapper(
                                Watches.<GenericKubernetesResource>namedBy(context, kind.getKind()))
                        .build(),
                context);
    }

    private static <T extends HasMetadata> SecondaryToPrimaryMapper<T> namedBy(
            EventSourceContext<CanaryRelease> context, String kind) {
        return object -> context
                .getPrimaryCache()
                .byIndex(
                        NAMES,
                        name(
                                kind,
                                object.getMetadata().getNamespace(),
                                object.getMetadata().getName()))
                .stream()
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    private static List<String> names(CanaryRelease release) {
        try {
            return Resources.read(release).scope().map(Watches::names).orElse(List.of());
        } catch (UnreadableStatusException e) {
            // Its own cycle tells of that; here it only means that nothing but its schedule wakes it.
            return List.of();
        }
    }

    private static List<String> names(Scope scope) {
        String namespace = scope.namespace();
        String route = scope.traffic().route();
        return List.of(
                name("Deployment", namespace, scope.stable().workload()),
                name("Deployment", namespace, scope.canary().workload()),
                name("VirtualService", namespace, route),
                name("HTTPRoute", namespace, route),
                name("GRPCRoute", namespace, route),
                name("Service", namespace, route),
                name("Ingress", namespace, route),
                name("Ingress", namespace, route + "-canary"));
    }

    private static String name(String kind, String namespace, String name) {
        return "%s %s/%s".formatted(kind, namespace, name);
    }
}
