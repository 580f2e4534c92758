package io.huidu.analyzer.statistics;

import java.util.Arrays;

/**
 * {@link CappedEvidence} of what may set in at any time. The inner sum is the largest over all intervals s that it may
 * have begun with, less the price −log v(s) of having picked it, where v(0) = 9/10, and v(s) = 10/((s + 99)(s + 100))
 * shares out the rest: to begin again costs 7 in the first intervals and 10 after 360. What has cost more may also go up
 * faster: its cap is the same share of the whole way.
 *
 * <p>The guarantee holds, since the largest term is at most the sum over s of v·e, and what hasn't begun is worth its v
 * (arXiv:2210.01948, section 3).
 */
public final class OnsetEvidence extends CappedEvidence {

    private static final double FROM_THE_BEGINNING = 0.9;
    private static final double EARLY = 100;

    /** By beginning, of the first ones. */
    private static final double[] PRICES = prices();

    private final Caps caps;
    private final int intervals;
    /** Per φ and term. */
    private final float[] sums;
    /** The interval that each sum begins with, or the last that a char holds: then its price counts as less for its cap. */
    private final char[] beginnings;

    /**
     * What one interval adds to log E at most.
     *
     * @param least without a price
     * @param share of a price, besides
     */
    private record Caps(double least, double share) {}

    private OnsetEvidence(Caps caps, int intervals, float[] sums, char[] beginnings) {
        super(Alternatives.COUNT);
        this.caps = caps;
        this.intervals = intervals;
        this.sums = sums;
        this.beginnings = beginnings;
    }

    /**
     * No evidence yet, of a test that mixes over {@link Alternatives}.
     *
     * @param bound what log E has to reach, above 0
     * @param share how much of the way one interval goes at most, above 0
     */
    public static OnsetEvidence none(double bound, double share) {
        if (!(bound > 0 && share > 0)) {
            throw new IllegalArgumentException(
                    "bound and share: got %s and %s, expected above 0".formatted(bound, share));
        }
        float[] sums = new float[DISPERSIONS * Alternatives.COUNT];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = down(-price(0) * dispersion(i / Alternatives.COUNT));
        }
        return new OnsetEvidence(new Caps(bound * share, share), 0, sums, new char[sums.length]);
    }

    @Override
    public OnsetEvidence plus(double[] logE) {
        float[] next = sums.clone();
        char[] begins = beginnings.clone();
        double price = price(intervals);
        char now = (char) Math.min(intervals, Character.MAX_VALUE);
        for (int d = 0; d < DISPERSIONS; d++) {
            double phi = dispersion(d);
            double begun = -price * phi;
            int from = d * logE.length;
            for (int j = 0; j < logE.length; j++) {
                boolean again = next[from + j] < begun;
                begins[from + j] = again ? now : begins[from + j];
                double most = (caps.least() + caps.share() * price(begins[from + j])) * phi;
                next[from + j] = down((again ? begun : next[from + j]) + StrictMath.min(logE[j], most));
            }
        }
        return new OnsetEvidence(caps, intervals + 1, next, begins);
    }

    /** Packs it, for {@link #unpack} to make the same of. */
    public void pack(Packed to) {
        to.add(intervals);
        if (intervals > 0) {
            to.add(sums);
            to.add(beginnings);
        }
    }

    /** What was packed; called on {@link #none} of the same bound and share. */
    public OnsetEvidence unpack(Packed from) {
        int seen = from.nextInt();
        return seen == 0 ? this : new OnsetEvidence(caps, seen, from.nextFloats(), from.nextChars());
    }

    @Override
    double sum(int dispersion, int term) {
        return sums[dispersion * terms() + term];
    }

    /** Whether what is looked for most likely set in with the last interval, by the alternative that has most to say. */
    public boolean hasJustBegun() {
        int leading = 0;
        for (int j = 1; j < terms(); j++) {
            if (Alternatives.logWeight(j) + sum(0, j) > Alternatives.logWeight(leading) + sum(0, leading)) {
                leading = j;
            }
        }
        return intervals == 1 || (intervals > 1 && beginnings[leading] == intervals - 1);
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
        Arrays.setAll(prices, OnsetEvidence::priceOf);
        return prices;
    }
}
