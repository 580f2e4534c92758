package io.huidu.e2e.bench.shifter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.huidu.e2e.bench.shifter.ObjectStore.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

/** Services of two versions, each with a resource, of which the first ones are to be released. */
record Shop(int releases, int running) {

    static final String NAMESPACE = "shop";
    static final String RELEASES = "apis/huidu.io/v1alpha1/canaryreleases";
    static final String INGRESSES = "apis/networking.k8s.io/v1/ingresses";

    private static final String DEPLOYMENTS = "apis/apps/v1/deployments";
    private static final YAMLMapper YAML = new YAMLMapper();

    void fill(ObjectStore store) {
        for (int i = 0; i < releases; i++) {
            String name = name(i);
            put(store, INGRESSES, name, """
                    apiVersion: networking.k8s.io/v1
                    kind: Ingress
                    spec:
                      rules: [{host: %1$s, http: {paths: [
                        {path: /, pathType: Prefix, backend: {service: {name: %1$s-v1, port: {number: 80}}}}]}}]
                    """.formatted(name));
            deployment(store, name + "-v1");
            deployment(store, name + "-v2");
            put(store, RELEASES, name, """
                    apiVersion: huidu.io/v1alpha1
                    kind: CanaryRelease
                    spec:
                      versions: [{name: v1, deployment: %1$s-v1}, {name: v2, deployment: %1$s-v2}]
                      desired: %2$s
                      traffic: {nginxIngress: {ingress: %1$s}}
                      steps: [{weight: 5}, {weight: 25}, {weight: 50}]
                      analysis: {preset: spring-boot, warmup: 0s}
                    """.formatted(name, i < running ? "v2" : "v1"));
        }
    }

    static String name(int number) {
        return "service-" + number;
    }

    private static void deployment(ObjectStore store, String name) {
        put(store, DEPLOYMENTS, name, """
                apiVersion: apps/v1
                kind: Deployment
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec:
                      containers:
                        - name: main
                          image: registry/%1$s:1.4.2
                          ports: [{containerPort: 8080}]
                          env: [{name: PROFILE, value: production}]
                          resources: {requests: {cpu: 100m, memory: 256Mi}, limits: {memory: 256Mi}}
                          readinessProbe: {httpGet: {path: /health, port: 8080}}
                status:
                  replicas: 2
                  updatedReplicas: 2
                  readyReplicas: 2
                  observedGeneration: 9
                  conditions:
                    - {type: Available, status: "True", lastTransitionTime: "2026-01-01T00:00:00Z", message: enough}
                """.formatted(name));
    }

    private static void put(ObjectStore store, String collection, String name, String yaml) {
        try {
            ObjectNode object = (ObjectNode) YAML.readTree(yaml);
            object.withObject("/metadata")
                    .put("name", name)
                    .put("namespace", NAMESPACE)
                    .put(
                            "uid",
                            UUID.nameUUIDFromBytes((collection + name).getBytes(UTF_8))
                                    .toString())
                    .put("generation", 1)
                    .put("creationTimestamp", "2026-01-01T00:00:00Z")
                    // Putting it there would be a patch.
                    .putArray("finalizers")
                    .add("huidu.io/route");
            store.put(new Place(collection, NAMESPACE, name), object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
