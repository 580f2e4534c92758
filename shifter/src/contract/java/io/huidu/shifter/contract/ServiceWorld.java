package io.huidu.shifter.contract;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.events.Weight;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.cluster.PatientRouter;
import io.huidu.shifter.route.Headcount;
import io.huidu.shifter.route.Router;
import io.huidu.shifter.route.Split;
import io.huidu.shifter.route.Split.Backend;
import io.huidu.shifter.service.ServiceRouter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A Service in front of two Deployments without a pod, whose status tells of as many as need be. */
public final class ServiceWorld implements RouterContract.World {

    /** With so many pods of the stable version, one of the canary is one percent. */
    private static final int STABLE_PODS = 99;

    private final KubernetesClient host;
    private final Router router;
    private final Split split;

    /**
     * Makes both Deployments.
     *
     * @param host the host's client
     * @param huidu the client of the router
     */
    public ServiceWorld(KubernetesClient host, KubernetesClient huidu, String namespace) {
        this.host = host;
        this.router = new PatientRouter(new ServiceRouter(new Cluster(huidu)));
        this.split = RouterContract.split(namespace);
        List.of(split.stable(), split.canary()).forEach(this::createDeployment);
    }

    private void createDeployment(Backend version) {
        host.resource(Serialization.unmarshal("""
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: %1$s}
                        spec:
                          replicas: 1
                          selector: {matchLabels: {app: servicea, version: %2$s}}
                          template:
                            metadata: {labels: {app: servicea, version: %2$s, team: shop}}
                            spec: {containers: [{name: main, image: "registry/servicea:1"}]}
                        """.formatted(version.workload(), version.version()), Deployment.class))
                .inNamespace(split.namespace())
                .create();
        setReady(version, 1);
    }

    @Override
    public Router router() {
        return router;
    }

    @Override
    public Split split() {
        return split;
    }

    @Override
    public void leadTo(Backend version) {
        select("{app: servicea, version: %s}".formatted(version.version()));
    }

    /** Creates a Service with this selector, as the host wrote it. */
    public void select(String selector) {
        host.resource(Serialization.unmarshal("""
                        apiVersion: v1
                        kind: Service
                        metadata: {name: %s}
                        spec:
                          selector: %s
                          ports: [{name: http, port: 80, targetPort: 8080}]
                        """.formatted(split.route(), selector), Service.class))
                .inNamespace(split.namespace())
                .create();
    }

    @Override
    public void makeReady(Split of, Weight weight) {
        setReady(of.stable(), STABLE_PODS);
        setReady(of.canary(), Headcount.most(STABLE_PODS, weight));
    }

    /** Says of a Deployment that it has so many ready pods. */
    public void setReady(Backend version, int pods) {
        deployment(version)
                .editStatus(deployment -> new DeploymentBuilder(deployment)
                        .editOrNewStatus()
                        .withReplicas(pods)
                        .withReadyReplicas(pods)
                        .endStatus()
                        .build());
    }

    @Override
    public Object written() {
        return Optional.ofNullable(resource().get());
    }

    @Override
    public Object content() {
        return Content.of(resource());
    }

    @Override
    public void editAsHost() {
        resource()
                .edit(service -> new ServiceBuilder(service)
                        .editSpec()
                        .addToSelector("team", "shop")
                        .endSpec()
                        .build());
    }

    @Override
    public boolean keepsHostsEdit() {
        return "shop".equals(selector().get("team"));
    }

    public Map<String, String> selector() {
        return Objects.requireNonNull(resource().get()).getSpec().getSelector();
    }

    public Resource<Service> resource() {
        return host.resources(Service.class).inNamespace(split.namespace()).withName(split.route());
    }

    public Resource<Deployment> deployment(Backend version) {
        return host.resources(Deployment.class).inNamespace(split.namespace()).withName(version.workload());
    }
}
