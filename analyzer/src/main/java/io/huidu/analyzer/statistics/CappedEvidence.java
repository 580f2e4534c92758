package io.huidu.analyzer.statistics;

import java.util.Arrays;

/**
 * Evidence of all intervals so far under a mixture of alternatives, with two repairs for requests that are not
 * independent: the log e-values are divided by today's dispersion φ, and one interval adds at most a cap.
 *
 * <pre>log E = log Σ w·exp(Σ min(log e / φ, cap)), the inner sum over intervals, the outer over alternatives</pre>
 *
 * <p>What is looked for may have been there from the beginning, or have set in at any time. For the latter the inner sum
 * is the largest over all intervals s that it may have begun with, less the price −log v(s) of having picked it, where
 * v(0) = 9/10, and v(s) = 10/((s + 99)(s + 100)) shares out the rest: to begin again costs 7 in the first intervals and
 * 10 after 360. What has cost more may also go up faster: its cap is the same share of the whole way.
 *
 * <p>Guarantee: whatever φ ≥ 1 is chosen and however it depends on the data, P(sup E ≥ 1/α) ≤ α for independent requests
 * under the hypothesis. Why: a cap only takes away, and the largest term is at most the sum. So for any fixed φ, E is at
 * most Σ w·v·e^(1/φ) ≤ (Σ w·v·e)^(1/φ) by Jensen's inequality, which passes 1/α ≥ 1 only where Σ w·v·e does; and for that
 * Ville's inequality holds, what hasn't begun being worth its v (arXiv:2210.01948, section 3). φ changes after the sums
 * were taken, so they are held for a fixed grid of φ. In between, log E is a weighted mean of both neighbours', which
 * passes a bound only where one of them does. For dependent requests it is calibration, not a theorem.
 *
 * <p>Memory and time per interval are constant: about 2 KiB, or 1 KiB where there is but one beginning. Immutable.
 */
public final class CappedEvidence {

    /** 1, √2, 2, … 64. */
    private static final int DISPERSIONS = 13;

    private static final double[] GRID = grid();

    private static final double FROM_THE_BEGINNING = 0.9;
    private static final double EARLY = 100;

    /** By beginning, of the first ones. */
    private static final double[] PRICES = prices();

    private final Caps caps;
    private final int terms;
    private final int intervals;
    /** Per term, what was added alike for every φ; all 0 where beginnings differ. */
    private final double[] uncapped;
    /** Per φ and term, the rest. What has no cap taken anything from, which is at the end, may not be there: it is 0. */
    private final double[] sums;
    /** The interval that each sum begins with; empty where there is but one beginning. */
    private final int[] beginnings;

    /**
     * What one interval adds to log E at most.
     *
     * @param least without a price
     * @param share of a price, besides
     */
    private record Caps(double least, double share) {}

    private CappedEvidence(Caps caps, int terms, int intervals, double[] uncapped, double[] sums, int[] beginnings) {
        this.caps = caps;
        this.terms = terms;
        this.intervals = intervals;
        this.uncapped = uncapped;
        this.sums = sums;
        this.beginnings = beginnings;
    }

    /**
     * No evidence yet of what has been there from the beginning.
     *
     * @param cap what one interval adds at most to log E, above 0
     * @param terms how many log e-values an interval has
     */
    public static CappedEvidence none(double cap, int terms) {
        if (!(cap > 0)) {
            throw new IllegalArgumentException("cap: got %s, expected above 0".formatted(cap));
        }
        return new CappedEvidence(new Caps(cap, 0), terms, 0, new double[terms], new double[0], new int[0]);
    }

    /** The same, of a test that mixes over {@link Alternatives}. */
    public static CappedEvidence none(double cap) {
        return none(cap, Alternatives.COUNT);
    }

    /**
     * No evidence yet of what may set in at any time, of a test that mixes over {@link Alternatives}.
     *
     * @param bound what log E has to reach, above 0
     * @param share how much of the way one interval goes at most, above 0
     */
    public static CappedEvidence ofAnyOnset(double bound, double share) {
        CappedEvidence none = none(bound * share);
        double price = price(0);
        double[] sums = new double[DISPERSIONS * none.terms];
        Arrays.setAll(sums, i -> -price * GRID[i / none.terms]);
        return new CappedEvidence(
                new Caps(none.caps.least(), share), none.terms, 0, none.uncapped, sums, new int[sums.length]);
    }

    /** Adds an interval, given by its log e-values. */
    public CappedEvidence plus(double[] logE) {
        return beginnings.length == 0 ? goneOn(logE) : goneOnOrBegun(logE);
    }

    /** What no cap takes anything from is added once, and not for each φ. */
    private CappedEvidence goneOn(double[] logE) {
        double[] all = uncapped.clone();
        double most = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < all.length; j++) {
            all[j] += StrictMath.min(logE[j], cap(DISPERSIONS - 1));
            most = StrictMath.max(most, logE[j]);
        }
        double[] next = most > cap(0) ? lessWhatIsCapped(logE, most) : sums;
        return new CappedEvidence(caps, terms, intervals + 1, all, next, beginnings);
    }

    /** The caps grow with φ, so that the first that isn't passed is the last to look at. */
    private double[] lessWhatIsCapped(double[] logE, double most) {
        int capped = sums.length / terms;
        while (capped < DISPERSIONS && most > cap(capped)) {
            capped++;
        }
        double[] next = Arrays.copyOf(sums, capped * terms);
        for (int j = 0; j < logE.length; j++) {
            double added = StrictMath.min(logE[j], cap(DISPERSIONS - 1));
            for (int d = 0; d < DISPERSIONS && added > cap(d); d++) {
                next[d * terms + j] -= added - cap(d);
            }
        }
        return next;
    }

    /** Without a price, as everywhere where there is but one beginning. */
    private double cap(int dispersion) {
        return caps.least() * GRID[dispersion];
    }

    private CappedEvidence goneOnOrBegun(double[] logE) {
        double[] next = sums.clone();
        int[] begins = beginnings.clone();
        double price = price(intervals);
        for (int d = 0; d < DISPERSIONS; d++) {
            double begun = -price * GRID[d];
            int from = d * logE.length;
            for (int j = 0; j < logE.length; j++) {
                boolean again = next[from + j] < begun;
                begins[from + j] = again ? intervals : begins[from + j];
                double given = price(begins[from + j]);
                double most = (caps.least() + caps.share() * given) * GRID[d];
                next[from + j] = (again ? begun : next[from + j]) + StrictMath.min(logE[j], most);
            }
        }
        return new CappedEvidence(caps, terms, intervals + 1, uncapped, next, begins);
    }

    private static double price(int begin) {
        return begin < PRICES.length ? PRICES[begin] : priceOf(begin);
    }

    private static double priceOf(int begin) {
        double v = begin == 0
                ? FROM_THE_BEGINNING
                : (1 - FROM_THE_BEGINNING) * EARLY / ((begin + EARLY - 1) * (begin + EARLY));
        return -StrictMath.log(v);
    }

    private static double[] prices() {
        double[] prices = new double[1000];
        Arrays.setAll(prices, CappedEvidence::priceOf);
        return prices;
    }

    /** Whether what is looked for most likely set in with the last interval, by the alternative that has most to say. */
    public boolean hasJustBegun() {
        int leading = 0;
        for (int j = 1; j < terms; j++) {
            if (Alternatives.logWeight(j) + sum(0, j) > Alternatives.logWeight(leading) + sum(0, leading)) {
                leading = j;
            }
        }
        return intervals == 1 || (intervals > 1 && beginnings.length > 0 && beginnings[leading] == intervals - 1);
    }

    /** The evidence of the mixture over {@link Alternatives} with today's dispersion, 1 or more. */
    public double logE(double phi) {
        return logE(phi, 1);
    }

    /** The evidence there would be if everything so far had happened {@code times} times. */
    public double logE(double phi, double times) {
        double[] mixed = new double[terms];
        for (int j = 0; j < terms; j++) {
            mixed[j] = Alternatives.logWeight(j) + times * logE(j, phi);
        }
        return LogSpace.logSumExp(mixed);
    }

    /** The evidence of one term alone. */
    public double logE(int term, double phi) {
        int d = 1;
        while (d < DISPERSIONS - 1 && GRID[d] < phi) {
            d++;
        }
        double above = StrictMath.min((phi - GRID[d - 1]) / (GRID[d] - GRID[d - 1]), 1);
        double low = sum(d - 1, term);
        double high = sum(d, term);
        return (low + above * (high - low)) / phi;
    }

    private double sum(int dispersion, int term) {
        int at = dispersion * terms + term;
        return uncapped[term] + (at < sums.length ? sums[at] : 0);
    }

    private static double[] grid() {
        double[] grid = new double[DISPERSIONS];
        for (int d = 0; d < DISPERSIONS; d++) {
            grid[d] = StrictMath.pow(2, d / 2.0);
        }
        return grid;
    }
}
