package io.huidu.analyzer.statistics;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pod of a version that is much worse than its siblings, if there is one: a bad node, not a bad version.
 *
 * <p>Leaving it out of the next interval keeps every test valid that holds given the past, since the choice is made from
 * the past alone. It takes three pods to have siblings, and a likelihood ratio of the pods' number over 1 %, against the
 * pod's share of the version's bad requests being that of its requests. Immutable.
 */
public final class OutlyingPod {

    /** Nothing seen yet. */
    public static final OutlyingPod UNSEEN = new OutlyingPod(Map.of());

    private static final int LEAST_PODS = 3;
    private static final double DOUBT = 0.01;

    private final Map<String, PodTally> seen;

    private OutlyingPod(Map<String, PodTally> seen) {
        this.seen = seen;
    }

    /** Adds an interval. A pod that is gone is forgotten. */
    public OutlyingPod plus(List<PodTally> pods) {
        if (pods.isEmpty()) {
            return this;
        }
        Map<String, PodTally> next = new HashMap<>();
        for (PodTally pod : pods) {
            PodTally before = seen.getOrDefault(pod.pod(), new PodTally(pod.pod(), 0, 0));
            next.merge(
                    pod.pod(), new PodTally(pod.pod(), before.n() + pod.n(), before.k() + pod.k()), OutlyingPod::sum);
        }
        return new OutlyingPod(Map.copyOf(next));
    }

    private static PodTally sum(PodTally one, PodTally other) {
        return new PodTally(one.pod(), one.n() + other.n(), one.k() + other.k());
    }

    /** The pods but the outlying one. */
    public List<PodTally> without(List<PodTally> pods) {
        Optional<String> name = name();
        return name.isEmpty()
                ? pods
                : pods.stream().filter(pod -> !pod.pod().equals(name.get())).toList();
    }

    /** Its name. */
    public Optional<String> name() {
        if (seen.size() < LEAST_PODS) {
            return Optional.empty();
        }
        double n = PodTally.requests(seen.values());
        double k = PodTally.bad(seen.values());
        double least = StrictMath.log(seen.size() / DOUBT);
        return seen.values().stream()
                .filter(pod -> logRatio(pod, n, k) >= least)
                .max(Comparator.comparingDouble((PodTally pod) -> logRatio(pod, n, k))
                        .thenComparing(PodTally::pod))
                .map(PodTally::pod);
    }

    /** 0 for a pod that has no more than its share. */
    private static double logRatio(PodTally pod, double n, double k) {
        double expected = k * pod.n() / n;
        if (pod.k() <= expected || pod.n() == n) {
            return 0;
        }
        double rest = k - pod.k();
        return pod.k() * StrictMath.log(pod.k() / expected)
                + (rest == 0 ? 0 : rest * StrictMath.log(rest / (k - expected)));
    }
}
