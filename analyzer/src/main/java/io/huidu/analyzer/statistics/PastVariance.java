package io.huidu.analyzer.statistics;

import java.util.List;

/**
 * How much the baseline's bad requests varied before the release, taken as a whole. It can't tell noise of one version from
 * noise that both would have shared, and so errs towards caution.
 */
final class PastVariance {

    static final PastVariance UNKNOWN = new PastVariance(BlockVariance.NONE);

    private final BlockVariance variance;

    private PastVariance(BlockVariance variance) {
        this.variance = variance;
    }

    /**
     * @param intervals all of one length, oldest first
     */
    static PastVariance of(List<PodTally> intervals) {
        double n = intervals.stream().mapToLong(PodTally::n).sum();
        double rate = n == 0 ? 0 : intervals.stream().mapToLong(PodTally::k).sum() / n;
        BlockVariance variance = BlockVariance.NONE;
        for (int level = 0; level < BlockVariance.LEVELS; level++) {
            int length = 1 << level;
            int blocks = intervals.size() / length;
            double chi2 = 0;
            double expected = 0;
            for (int b = 0; b < blocks; b++) {
                List<PodTally> block = intervals.subList(b * length, (b + 1) * length);
                double e = rate * block.stream().mapToLong(PodTally::n).sum();
                double residual = block.stream().mapToLong(PodTally::k).sum() - e;
                chi2 += e > 0 ? residual * residual / e : 0;
                expected += e;
            }
            if (blocks >= 2 && expected >= blocks) {
                variance = variance.plus(level, chi2, blocks - 1, expected / blocks);
            }
        }
        return new PastVariance(variance);
    }

    void pack(Packed to) {
        variance.pack(to);
    }

    static PastVariance unpack(Packed from) {
        return new PastVariance(BlockVariance.unpack(from));
    }

    boolean isKnown() {
        return variance.isKnown();
    }

    double freedom(int level) {
        return variance.freedom(level);
    }

    /**
     * One standard error above the estimate, since an hour has few long blocks: a mean of χ² over df degrees of freedom
     * has the relative standard error √(2/df).
     */
    double excess(int level, double bad) {
        double df = variance.freedom(level);
        return df == 0 ? 0 : (1 + StrictMath.sqrt(2 / df)) * variance.excess(level, bad);
    }
}
