package io.huidu.shifter.service;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.huidu.events.Weight;
import io.huidu.shifter.route.Headcount;
import io.huidu.shifter.route.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A Service and the Deployments behind it, as they were read. Of its selector, the {@link Marks} are Huidu's to write,
 * and everything else is the host's.
 */
record Front(Service service, Split split, Marks marks, Optional<Deployment> stable, Optional<Deployment> canary) {

    /** Whose pods the selector picks. */
    enum Lead {
        STABLE,
        CANARY,
        BOTH,
        NEITHER
    }

    static Map<String, String> selector(Service service) {
        return Objects.requireNonNullElse(service.getSpec().getSelector(), Map.of());
    }

    Lead lead() {
        Map<String, String> chosen = new TreeMap<>(selector(service));
        chosen.keySet().retainAll(marks.keys());
        if (chosen.isEmpty()) {
            return Lead.BOTH;
        }
        if (marks.stable().entrySet().containsAll(chosen.entrySet())) {
            return Lead.STABLE;
        }
        return marks.canary().entrySet().containsAll(chosen.entrySet()) ? Lead.CANARY : Lead.NEITHER;
    }

    /** Where the selector has to lead for this weight. */
    static Lead lead(Weight weight) {
        return switch (weight.percent()) {
            case 0 -> Lead.STABLE;
            case 100 -> Lead.CANARY;
            default -> Lead.BOTH;
        };
    }

    Map<String, String> selectorFor(Lead lead) {
        Map<String, String> selector = common();
        switch (lead) {
            case STABLE -> selector.putAll(marks.stable());
            case CANARY -> selector.putAll(marks.canary());
            case BOTH -> {}
            case NEITHER -> throw new IllegalArgumentException("lead: got NEITHER, expected one to ask for");
        }
        return selector;
    }

    /** The host's part of the selector. */
    Map<String, String> common() {
        Map<String, String> common = new TreeMap<>(selector(service));
        common.keySet().removeAll(marks.keys());
        return common;
    }

    /** Every pod that is ready, of whatever template: the Service knows no difference. Empty without both Deployments. */
    Optional<Headcount> heads() {
        return stable.flatMap(one -> canary.map(other -> new Headcount(ready(one), ready(other))));
    }

    private static int ready(Deployment deployment) {
        return Optional.ofNullable(deployment.getStatus())
                .map(DeploymentStatus::getReadyReplicas)
                .orElse(0);
    }

    /** What keeps a selector from leading where it is to lead; empty when nothing does. */
    Optional<String> problem(Lead lead) {
        if (marks.keys().isEmpty()) {
            return Optional.of(
                    "the selectors of the Deployments %s and %s differ in no label's value, expected one that tells their pods apart, such as version"
                            .formatted(split.stable().workload(), split.canary().workload()));
        }
        if (common().isEmpty()) {
            return Optional.of("got the selector %s, expected a label that the pods of both versions have, such as app"
                    .formatted(selector(service)));
        }
        return concerned(lead).stream()
                .filter(deployment -> !labels(deployment).entrySet().containsAll(common().entrySet()))
                .findFirst()
                .map(deployment -> "got the selector %s, expected labels that the pods of Deployment %s have: %s"
                        .formatted(selector(service), deployment.getMetadata().getName(), labels(deployment)));
    }

    private List<Deployment> concerned(Lead lead) {
        List<Deployment> concerned = new ArrayList<>();
        if (lead != Lead.CANARY) {
            stable.ifPresent(concerned::add);
        }
        if (lead != Lead.STABLE) {
            canary.ifPresent(concerned::add);
        }
        return concerned;
    }

    private static Map<String, String> labels(Deployment deployment) {
        return new TreeMap<>(Objects.requireNonNullElse(
                deployment.getSpec().getTemplate().getMetadata().getLabels(), Map.of()));
    }
}
