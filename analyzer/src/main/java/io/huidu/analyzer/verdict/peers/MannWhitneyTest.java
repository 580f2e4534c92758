package io.huidu.analyzer.verdict.peers;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/**
 * By how much one sample is shifted against another: the interval of the Mann–Whitney test in its normal approximation,
 * with average ranks, the correction for ties and that for continuity. The approximation is poor for few values, and the
 * interval is for one look.
 *
 * <p>Source: Kayenta's {@code MannWhitney}, after {@code wilcox.test(conf.int = TRUE, exact = FALSE)} of R; Hodges and
 * Lehmann (1963), doi:10.1214/aoms/1177704172.
 *
 * @param confidence of the interval, between 0 and 1
 */
public record MannWhitneyTest(double confidence) {

    /** What Kayenta has written into its judge. */
    public static final MannWhitneyTest KAYENTA = new MannWhitneyTest(0.98);

    private static final NaturalRanking RANKING = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE);

    public MannWhitneyTest {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence: got %s, expected 0 to 1".formatted(confidence));
        }
    }

    /**
     * Experiment minus control.
     *
     * @param estimate the Hodges–Lehmann estimate
     * @param lower lower limit
     * @param upper upper limit
     */
    public record Shift(double estimate, double lower, double upper) {}

    /**
     * The shift between two samples of finite numbers, none of them empty; itself empty where all values are tied at one of
     * the shifts that have to be looked at, as there is no answer then. Takes O(n log n) some thirty times.
     */
    public Optional<Shift> shift(double[] experiment, double[] control) {
        double least = min(experiment) - max(control);
        double most = max(experiment) - min(control);
        double z = -new NormalDistribution(0, 1).inverseCumulativeProbability((1 - confidence) / 2);
        try {
            return Optional.of(new Shift(
                    root(experiment, control, least, most, 0),
                    root(experiment, control, least, most, z),
                    root(experiment, control, least, most, -z)));
        } catch (AllTied e) {
            return Optional.empty();
        }
    }

    /** Where the statistic falls to a quantile; it falls, in steps, as the shift grows. */
    private static double root(double[] x, double[] y, double least, double most, double quantile) {
        double first = statistic(x, y, least) - quantile;
        double last = statistic(x, y, most) - quantile;
        if (first <= 0) {
            return least;
        }
        return last >= 0 ? most : new BrentRoot(1e-4).between(least, most, mu -> statistic(x, y, mu) - quantile);
    }

    /** The standardised rank sum of x, moved back by a shift. */
    private static double statistic(double[] x, double[] y, double shift) {
        double n = x.length;
        double m = y.length;
        double[] pooled = Arrays.copyOf(x, x.length + y.length);
        for (int i = 0; i < x.length; i++) {
            pooled[i] -= shift;
        }
        System.arraycopy(y, 0, pooled, x.length, y.length);
        double[] ranks = RANKING.rank(pooled);
        double sum = Arrays.stream(ranks, 0, x.length).sum();
        double difference = sum - n * (n + 1) / 2 - n * m / 2;
        double variance = n * m / 12 * (n + m + 1 - ties(ranks) / ((n + m) * (n + m - 1)));
        if (variance == 0) {
            throw new AllTied();
        }
        return (difference - Math.signum(difference) * 0.5) / Math.sqrt(variance);
    }

    /** Σ t³ − t over the groups of tied values. */
    private static double ties(double[] ranks) {
        double[] sorted = ranks.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (int from = 0, to; from < sorted.length; from = to) {
            to = from;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            double t = to - from;
            sum += t * t * t - t;
        }
        return sum;
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    /** Ends the search for a root; it can come up at any shift that is tried. */
    private static final class AllTied extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
