package io.huidu.analyzer.statistics;

import java.util.List;

/**
 * How much more the canary's bad requests vary, given all bad requests, than independent requests would: φ.
 *
 * <p>Calibration, not a theorem. It looks at blocks of 1, 2, 4, … 256 intervals; φ is the largest of what they show, and
 * never below 1. For each length there are up to three witnesses:
 *
 * <ul>
 *   <li>the comparison itself, {@link ComparisonVariance};
 *   <li>the pods of either version, {@link PodVariance}, of the baseline also from before the release. φ is at least
 *       what they show;
 *   <li>the baseline as a whole before the release, {@link PastVariance}: what hits all pods of a version alike shows in
 *       nothing else before the release has gone on for a while.
 * </ul>
 *
 * <p>Few blocks say little, so that each length's estimate is shrunk towards that of half the length: towards "it doesn't
 * last". The first is shrunk towards {@code prior}, and the canary's pods towards the baseline's.
 *
 * <p>Immutable; constant in memory but for
 * the number of pods.
 */
public final class Dispersion {

    /** As if this many blocks had shown the prior. */
    private static final double PRIOR_BLOCKS = 3;
    /** As if this many blocks had shown what blocks of half the length did. */
    private static final double CARRIED_BLOCKS = 16;
    /** The same for pods, of which there are several in a block. */
    private static final double CARRIED_PODS = 4;

    /** Of requests that are known to be independent: 1, whatever is seen. */
    public static final Dispersion OF_INDEPENDENT = unseen(1);

    private final double prior;
    private final PastVariance past;
    private final PodVariance baselinePods;
    private final PodVariance canaryPods;
    private final ComparisonVariance comparison;

    private Dispersion(
            double prior,
            PastVariance past,
            PodVariance baselinePods,
            PodVariance canaryPods,
            ComparisonVariance comparison) {
        this.prior = prior;
        this.past = past;
        this.baselinePods = baselinePods;
        this.canaryPods = canaryPods;
        this.comparison = comparison;
    }

    /**
     * Nothing seen and nothing known.
     *
     * @param prior what to take φ for; 1 or more
     */
    public static Dispersion unseen(double prior) {
        return new Dispersion(
                prior, PastVariance.UNKNOWN, PodVariance.UNSEEN, PodVariance.UNSEEN, ComparisonVariance.NONE);
    }

    /**
     * No interval of the release seen, but some of the baseline before it, all of one length, oldest first.
     *
     * @param versions the baseline as a whole, interval by interval
     * @param pods the same by pod; empty lists where the pods aren't known
     */
    public static Dispersion after(double prior, List<PodTally> versions, List<List<PodTally>> pods) {
        PodVariance ofPods = PodVariance.UNSEEN;
        for (List<PodTally> interval : pods) {
            ofPods = ofPods.plus(interval);
        }
        return new Dispersion(prior, PastVariance.of(versions), ofPods, PodVariance.UNSEEN, ComparisonVariance.NONE);
    }

    /** Adds an interval in which the pods aren't known. */
    public Dispersion plus(Tally tally) {
        return plus(tally, List.of(), List.of());
    }

    /** Adds an interval. */
    public Dispersion plus(Tally tally, List<PodTally> baseline, List<PodTally> canary) {
        if (this == OF_INDEPENDENT) {
            return this;
        }
        return new Dispersion(
                prior,
                past,
                baselinePods.plus(baseline),
                canaryPods.plus(canary),
                tally.n1() > 0 && tally.n2() > 0 ? comparison.plus(tally, phis(comparison.closing())) : comparison);
    }

    /** Packs it, for {@link #unpack} to make the same of. */
    public void pack(Packed to) {
        to.add(this == OF_INDEPENDENT);
        if (this != OF_INDEPENDENT) {
            to.add(prior);
            past.pack(to);
            baselinePods.pack(to);
            canaryPods.pack(to);
            comparison.pack(to);
        }
    }

    /** What was packed. */
    public static Dispersion unpack(Packed from) {
        return from.nextBoolean()
                ? OF_INDEPENDENT
                : new Dispersion(
                        from.nextDouble(),
                        PastVariance.unpack(from),
                        PodVariance.unpack(from),
                        PodVariance.unpack(from),
                        ComparisonVariance.unpack(from));
    }

    /** φ as known today, 1 or more. */
    public double phi() {
        double most = 1;
        for (double phi : phis(BlockVariance.LEVELS)) {
            most = StrictMath.max(most, phi);
        }
        return most;
    }

    /** φ by the length of blocks, the shortest first. */
    private double[] phis(int levels) {
        double[] phis = new double[levels];
        double[] ofPods = ofPods(levels);
        double expected = prior;
        double weight = PRIOR_BLOCKS;
        for (int level = 0; level < phis.length; level++) {
            expected = StrictMath.max(expected, ofPods[level]);
            double before = past.freedom(level);
            double ofPast = 1 + 2 * past.excess(level, comparison.spread());
            BlockVariance seen = comparison.variance();
            double sum = weight * expected + before * ofPast + seen.chiSquare(level);
            double estimate = sum / (weight + before + seen.freedom(level));
            phis[level] = StrictMath.max(1, StrictMath.max(estimate, ofPods[level]));
            expected = phis[level];
            weight = CARRIED_BLOCKS;
        }
        return phis;
    }

    /** Each version's variance counts as the other's share of the requests does in the comparison. */
    private double[] ofPods(int levels) {
        double[] phis = new double[levels];
        if (!baselinePods.variance().isKnown() && !canaryPods.variance().isKnown()) {
            return phis;
        }
        double baseline = 0;
        double canary = 0;
        for (int level = 0; level < phis.length; level++) {
            double share = comparison.canaryShare();
            double bad = comparison.badPerInterval();
            double bad1 = bad * (1 - share) / StrictMath.max(1, baselinePods.pods());
            double bad2 = bad * share / StrictMath.max(1, canaryPods.pods());
            baseline = shrunk(baselinePods.variance(), level, bad1, baseline);
            double alike = bad1 == 0 ? 0 : baseline * bad2 / bad1;
            canary = shrunk(canaryPods.variance(), level, bad2, StrictMath.max(canary, alike));
            phis[level] = 1 + share * baseline + (1 - share) * canary;
        }
        return phis;
    }

    private static double shrunk(BlockVariance pods, int level, double bad, double expected) {
        double df = pods.freedom(level);
        return (CARRIED_PODS * expected + df * pods.excess(level, bad)) / (CARRIED_PODS + df);
    }
}
