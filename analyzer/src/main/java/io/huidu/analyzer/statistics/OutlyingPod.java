package io.huidu.analyzer.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pod of a version that is much worse than its siblings, if there is one: a bad node, not a bad version.
 *
 * <p>Leaving it out of the next interval keeps every test valid that holds given the past, since the choice is made from
 * the past alone. It takes three pods to have siblings, and a likelihood ratio of the pods' number over 1 %, against the
 * pod's share of the version's bad requests being that of its requests. Immutable.
 */
public final class OutlyingPod {

    /** Nothing seen yet. */
    public static final OutlyingPod UNSEEN = new OutlyingPod(List.of(), null);

    private static final int LEAST_PODS = 3;
    private static final double DOUBT = 0.01;

    private final List<PodTally> seen;
    private final @Nullable String name;

    private OutlyingPod(List<PodTally> seen, @Nullable String name) {
        this.seen = seen;
        this.name = name;
    }

    /** All that some intervals show, oldest first. */
    public static OutlyingPod in(List<List<PodTally>> intervals) {
        List<PodTally> all = List.of();
        for (List<PodTally> pods : intervals) {
            all = pods.isEmpty() ? all : sums(all, pods);
        }
        return new OutlyingPod(all, worst(all));
    }

    /**
     * Adds an interval. A pod that is gone is forgotten.
     *
     * @param pods each once
     */
    public OutlyingPod plus(List<PodTally> pods) {
        if (pods.isEmpty()) {
            return this;
        }
        List<PodTally> next = sums(seen, pods);
        return new OutlyingPod(next, worst(next));
    }

    private static List<PodTally> sums(List<PodTally> seen, List<PodTally> pods) {
        List<PodTally> next = new ArrayList<>(pods.size());
        for (int i = 0; i < pods.size(); i++) {
            next.add(sum(before(seen, pods.get(i).pod(), i), pods.get(i)));
        }
        return next;
    }

    /** Pods mostly come in the order in which they came before. */
    private static @Nullable PodTally before(List<PodTally> seen, String pod, int likely) {
        if (likely < seen.size() && seen.get(likely).pod().equals(pod)) {
            return seen.get(likely);
        }
        for (PodTally tally : seen) {
            if (tally.pod().equals(pod)) {
                return tally;
            }
        }
        return null;
    }

    private static PodTally sum(@Nullable PodTally before, PodTally now) {
        return before == null ? now : new PodTally(before.pod(), before.n() + now.n(), before.k() + now.k());
    }

    /** Packs it, for {@link #unpack} to make the same of. */
    public void pack(Packed to) {
        to.add(seen.size());
        int outlying = -1;
        for (int i = 0; i < seen.size(); i++) {
            PodTally pod = seen.get(i);
            to.add(pod.pod());
            to.add(pod.n());
            to.add(pod.k());
            outlying = pod.pod().equals(name) ? i : outlying;
        }
        to.add(outlying);
    }

    /** What was packed. */
    public static OutlyingPod unpack(Packed from) {
        List<PodTally> seen = new ArrayList<>();
        for (int left = from.nextInt(); left > 0; left--) {
            seen.add(new PodTally(from.nextText(), from.nextLong(), from.nextLong()));
        }
        int outlying = from.nextInt();
        return new OutlyingPod(seen, outlying < 0 ? null : seen.get(outlying).pod());
    }

    /** The pods but the outlying one. */
    public List<PodTally> without(List<PodTally> pods) {
        return name == null
                ? pods
                : pods.stream().filter(pod -> !pod.pod().equals(name)).toList();
    }

    /** Its name. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    private static @Nullable String worst(List<PodTally> pods) {
        if (pods.size() < LEAST_PODS) {
            return null;
        }
        double n = PodTally.requests(pods);
        double k = PodTally.bad(pods);
        double most = StrictMath.log(pods.size() / DOUBT);
        String worst = null;
        for (PodTally pod : pods) {
            double ratio = logRatio(pod, n, k);
            if (ratio > most) {
                most = ratio;
                worst = pod.pod();
            }
        }
        return worst;
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
