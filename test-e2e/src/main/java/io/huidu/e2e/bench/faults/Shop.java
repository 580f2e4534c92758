package io.huidu.e2e.bench.faults;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.shifter.api.CanaryRelease;
import java.util.List;

/** The services in a cluster: of each two Deployments that are ready, an Ingress that leads to v1, and a resource. */
record Shop(KubernetesClient client) {

    void open(List<Subject> subjects) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(Subject.NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        subjects.parallelStream().forEach(this::add);
    }

    private void add(Subject subject) {
        String name = subject.name();
        deployment(name + "-v1");
        deployment(name + "-v2");
        client.resource(Serialization.unmarshal("""
                        apiVersion: networking.k8s.io/v1
                        kind: Ingress
                        metadata: {name: %1$s, namespace: shop}
                        spec:
                          rules:
                            - host: %1$s.example
                              http:
                                paths:
                                  - {path: /, pathType: Prefix, backend: {service: {name: %1$s-v1, port: {number: 80}}}}
                        """.formatted(name), Ingress.class))
                .create();
        client.resource(Serialization.unmarshal("""
                        apiVersion: huidu.io/v1alpha1
                        kind: CanaryRelease
                        metadata: {name: %1$s, namespace: shop}
                        spec:
                          versions: [{name: v1, deployment: %1$s-v1}, {name: v2, deployment: %1$s-v2}]
                          desired: v1
                          traffic: {nginxIngress: {ingress: %1$s}}
                          steps: [{weight: 20, minDuration: 3s}, {weight: 60, minDuration: 3s}, {weight: 100}]
                          analysis:
                            preset: spring-boot
                            interval: 3s
                            warmup: 0s
                            minRequests: 100
                            metrics: [{name: errors, kind: errors, harmBudget: 0.1}]
                          safety: {noDataDeadline: 30m, progressDeadline: 30m}
                        """.formatted(name), CanaryRelease.class))
                .create();
    }

    private void deployment(String name) {
        Deployment deployment = Serialization.unmarshal("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s, namespace: shop}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec: {containers: [{name: main, image: "registry.example/%1$s:1", ports: [{containerPort: 80}]}]}
                """.formatted(name), Deployment.class);
        Deployment created = client.resource(deployment).create();
        created.setStatus(new DeploymentStatusBuilder()
                .withObservedGeneration(1L)
                .withReplicas(1)
                .withUpdatedReplicas(1)
                .withReadyReplicas(1)
                .withAvailableReplicas(1)
                .build());
        client.resource(created).updateStatus();
    }

    /** Asks for v2, as a person does. */
    void release(Subject subject) {
        client.resources(CanaryRelease.class)
                .inNamespace(Subject.NAMESPACE)
                .withName(subject.name())
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"desired\": \"v2\"}}");
    }
}
