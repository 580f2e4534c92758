package io.huidu.analyzer.statistics;

/**
 * Evidence, from one difference per interval, that differences lie above 0.
 *
 * <p>Guarantee: P(sup E ≥ 1/α) ≤ α if, given all before it, each difference is symmetrically distributed about a centre
 * of 0 or less; for φ = 1, and so for every φ ≥ 1. Neither a distribution nor any moment is assumed: tails may be as
 * heavy as they like, and the noise may differ from one interval to the next. It is enough that the two versions are
 * exchangeable within each interval given the past. It isn't enough that the median is 0: noise that is skewed to one
 * side is taken for a shift, the less so the more it is skewed down. Noise that lasts over intervals breaks the
 * assumption; {@link SerialDispersion} allows for it, which is calibration.
 *
 * <p>Each interval bets the share λ of the stake that the difference d is above 0, and is paid by its capped magnitude,
 *
 * <pre>e = 1 + λ·g, g = d/c within −1 and 1,</pre>
 *
 * where the scale c is what the differences before amounted to. Why: write d = m + s with m ≤ 0 and s symmetric about 0;
 * capping is odd and doesn't decrease, so g is at most s/c capped, which has mean 0. The product over intervals is an
 * e-process, and so is its mean over the fixed λ; dividing the logarithm by φ keeps the promise as in {@link
 * CappedEvidence}. No interval adds more than log 2.
 *
 * <p>Source: betting, Waudby-Smith and Ramdas, "Estimating means of bounded random variables by betting", JRSS-B 86
 * (2024), arXiv:2010.09686, section 4; symmetric differences without moments, de la Peña, "A general class of exponential
 * inequalities for martingales and ratios", Annals of Probability 27 (1999), section 6. Immutable, constant in memory.
 */
public final class PairedEvidence {

    /** No difference seen. */
    public static final PairedEvidence NONE = new PairedEvidence(0, 0, new double[0], SerialDispersion.UNSEEN);

    private static final double[] STAKES = {1 / 16.0, 1 / 8.0, 1 / 4.0, 1 / 2.0, 3 / 4.0, 15 / 16.0};

    /** The scale forgets what is longer ago than this. */
    private static final int MEMORY = 20;

    /** One difference counts for the scale as at most so many times the scale. */
    private static final double MOST_OF_SCALE = 3;

    private final long count;
    private final double scale;
    private final double[] logE;
    private final SerialDispersion dispersion;

    private PairedEvidence(long count, double scale, double[] logE, SerialDispersion dispersion) {
        this.count = count;
        this.scale = scale;
        this.logE = logE;
        this.dispersion = dispersion;
    }

    /**
     * Adds an interval.
     *
     * @param difference finite
     */
    public PairedEvidence plus(double difference) {
        if (!Double.isFinite(difference)) {
            throw new IllegalArgumentException("difference: got %s, expected a finite number".formatted(difference));
        }
        double gain = gain(difference);
        double[] next = new double[STAKES.length];
        for (int j = 0; j < next.length; j++) {
            next[j] = (count == 0 ? 0 : logE[j]) + StrictMath.log1p(STAKES[j] * gain);
        }
        return new PairedEvidence(count + 1, scaleAfter(difference), next, dispersion.plus(gain));
    }

    private double gain(double difference) {
        return scale == 0 ? StrictMath.signum(difference) : StrictMath.max(-1, StrictMath.min(difference / scale, 1));
    }

    private double scaleAfter(double difference) {
        double magnitude = StrictMath.abs(difference);
        if (scale == 0) {
            return magnitude;
        }
        double part = StrictMath.max(1.0 / (count + 1), 1.0 / MEMORY);
        return scale + part * (StrictMath.min(magnitude, MOST_OF_SCALE * scale) - scale);
    }

    /** What the evidence is divided by, 1 or more. */
    public double phi() {
        return dispersion.phi();
    }

    /** log E. */
    public double logE() {
        return logE(1);
    }

    /** What log E would be if everything so far had happened {@code times} times. */
    public double logE(double times) {
        if (count == 0) {
            return 0;
        }
        double[] mixed = new double[STAKES.length];
        for (int j = 0; j < mixed.length; j++) {
            mixed[j] = times * logE[j] / phi();
        }
        return LogSpace.logSumExp(mixed) - StrictMath.log(STAKES.length);
    }
}
