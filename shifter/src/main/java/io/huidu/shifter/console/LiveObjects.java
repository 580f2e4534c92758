package io.huidu.shifter.console;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.huidu.events.ReleaseKey;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.console.access.Right;
import io.huidu.shifter.console.view.RouteObjects.RouteObject;
import io.huidu.shifter.console.view.SpecView;
import io.huidu.shifter.console.view.Workload;
import io.huidu.shifter.gatewayapi.RouteKind;
import io.huidu.shifter.istio.IstioRouter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Objects as the API server has them now, read with the shifter's own rights: who may see them is asked before. */
final class LiveObjects {

    private final Cluster cluster;

    LiveObjects(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The right that it takes to see a route. */
    static Right right(SpecView.RouteName route, String namespace) {
        return switch (route.kind()) {
            case "VirtualService" -> Right.get("networking.istio.io", "virtualservices", namespace);
            case "HTTPRoute" -> Right.get("gateway.networking.k8s.io", "httproutes", namespace);
            case "GRPCRoute" -> Right.get("gateway.networking.k8s.io", "grpcroutes", namespace);
            case "Ingress" -> Right.get("networking.k8s.io", "ingresses", namespace);
            default -> Right.get("", "services", namespace);
        };
    }

    Optional<CanaryRelease> release(ReleaseKey key) {
        return read(() -> cluster.find(CanaryRelease.class, key.namespace(), key.name()));
    }

    /** The Deployment of a version. */
    Workload workload(String namespace, SpecView.VersionView version) {
        return read(() -> cluster.find(Deployment.class, namespace, version.deployment()))
                .map(deployment -> workload(version, deployment))
                .orElseGet(() -> Workload.absent(version.name(), version.deployment()));
    }

    /** The objects that split the traffic, with those that aren't there. */
    List<RouteObject> route(String namespace, SpecView.RouteName route) {
        return switch (route.kind()) {
            case "VirtualService" -> List.of(generic(IstioRouter.KINDS, namespace, route.name()));
            case "HTTPRoute" -> List.of(generic(RouteKind.HTTP.versions(), namespace, route.name()));
            case "GRPCRoute" -> List.of(generic(RouteKind.GRPC.versions(), namespace, route.name()));
            case "Ingress" ->
                Stream.of(route.name(), route.name() + "-canary")
                        .map(name -> object(
                                read(() -> cluster.find(Ingress.class, namespace, name)),
                                "networking.k8s.io/v1",
                                "Ingress",
                                name))
                        .toList();
            default ->
                List.of(object(
                        read(() -> cluster.find(Service.class, namespace, route.name())),
                        "v1",
                        "Service",
                        route.name()));
        };
    }

    private RouteObject generic(List<ResourceDefinitionContext> versions, String namespace, String name) {
        ResourceDefinitionContext first = versions.getFirst();
        Optional<GenericKubernetesResource> found = versions.stream()
                .flatMap(kind -> read(() -> cluster.find(kind, namespace, name)).stream())
                .findFirst();
        return object(found, first.getGroup() + "/" + first.getVersion(), first.getKind(), name);
    }

    private static RouteObject object(
            Optional<? extends HasMetadata> found, String apiVersion, String kind, String name) {
        return found.map(RouteObject::of).orElseGet(() -> RouteObject.absent(apiVersion, kind, name));
    }

    private static Workload workload(SpecView.VersionView version, Deployment deployment) {
        Optional<DeploymentStatus> status = Optional.ofNullable(deployment.getStatus());
        return new Workload(
                version.name(),
                version.deployment(),
                true,
                Optional.ofNullable(deployment.getSpec().getReplicas()),
                status.map(DeploymentStatus::getReadyReplicas),
                status.map(DeploymentStatus::getAvailableReplicas),
                status.map(DeploymentStatus::getUpdatedReplicas),
                deployment.getSpec().getTemplate().getSpec().getContainers().stream()
                        .map(Container::getImage)
                        .toList());
    }

    private static <T> Optional<T> read(Supplier<Optional<T>> reading) {
        try {
            return reading.get();
        } catch (KubernetesClientException e) {
            throw RefusedException.unavailable("The API server doesn't answer: " + e.getMessage());
        }
    }
}
