package io.huidu.shifter.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.huidu.shifter.cluster.Cluster;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** KEDA's autoscaler; fields and annotation as "ScaledObject specification" of its documentation has them. */
final class KedaScaledObject implements Autoscaler {

    static final ResourceDefinitionContext KIND = new ResourceDefinitionContext.Builder()
            .withGroup("keda.sh")
            .withVersion("v1alpha1")
            .withKind("ScaledObject")
            .withPlural("scaledobjects")
            .withNamespaced(true)
            .build();

    private static final String PAUSED = "autoscaling.keda.sh/paused-replicas";
    private static final int LEAST = 0;
    private static final int MOST = 100;

    private final GenericKubernetesResource object;
    private final Cluster cluster;

    KedaScaledObject(GenericKubernetesResource object, Cluster cluster) {
        this.object = object;
        this.cluster = cluster;
    }

    @Override
    public int least() {
        return number("minReplicaCount", LEAST);
    }

    @Override
    public int most() {
        return number("maxReplicaCount", MOST);
    }

    @Override
    public void least(int pods) {
        if (pods != least()) {
            Map<String, Object> spec = new TreeMap<>(object.<Map<String, Object>>get("spec"));
            spec.put("minReplicaCount", pods);
            object.setAdditionalProperty("spec", spec);
            cluster.update(KIND, object);
        }
    }

    @Override
    public void pause(Pause pause) {
        Map<String, String> annotations =
                new TreeMap<>(Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.of()));
        boolean isPaused = "0".equals(annotations.get(PAUSED));
        if (isPaused != (pause == Pause.AT_ZERO)) {
            switch (pause) {
                case AT_ZERO -> annotations.put(PAUSED, "0");
                case NONE -> annotations.remove(PAUSED);
            }
            object.getMetadata().setAnnotations(annotations);
            cluster.update(KIND, object);
        }
    }

    private int number(String field, int byDefault) {
        return object.get("spec", field) instanceof Number number ? number.intValue() : byDefault;
    }
}
