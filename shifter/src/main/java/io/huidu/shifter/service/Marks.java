package io.huidu.shifter.service;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The labels that tell the pods of the two versions apart.
 *
 * @param stable those of the stable version
 * @param canary the same labels with the canary's values
 */
record Marks(Map<String, String> stable, Map<String, String> canary) {

    Marks {
        stable = Map.copyOf(stable);
        canary = Map.copyOf(canary);
    }

    /** What both Deployments select their pods by, each with another value; these selectors never change. */
    static Marks of(Deployment stable, Deployment canary) {
        Map<String, String> ofStable = new TreeMap<>(selector(stable));
        Map<String, String> ofCanary = new TreeMap<>(selector(canary));
        ofStable.entrySet().removeAll(selector(canary).entrySet());
        ofCanary.entrySet().removeAll(selector(stable).entrySet());
        ofStable.keySet().retainAll(ofCanary.keySet());
        ofCanary.keySet().retainAll(ofStable.keySet());
        return new Marks(ofStable, ofCanary);
    }

    Set<String> keys() {
        return stable.keySet();
    }

    static Map<String, String> selector(Deployment deployment) {
        return Objects.requireNonNullElse(deployment.getSpec().getSelector().getMatchLabels(), Map.of());
    }
}
