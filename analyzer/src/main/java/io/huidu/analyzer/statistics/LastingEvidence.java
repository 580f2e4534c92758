package io.huidu.analyzer.statistics;

import java.util.Arrays;

/** {@link CappedEvidence} of what has been there from the beginning. */
public final class LastingEvidence extends CappedEvidence {

    private static final int LARGEST = DISPERSIONS - 1;

    private final double cap;
    /** Per term with the cap of the largest φ: the sums of every φ whose cap has taken nothing away, as most have not. */
    private final double[] uncapped;
    /** Per φ and term, of the other φ: caps grow with φ, so that these are the smallest. */
    private final float[] capped;

    private LastingEvidence(double cap, double[] uncapped, float[] capped) {
        super(uncapped.length);
        this.cap = cap;
        this.uncapped = uncapped;
        this.capped = capped;
    }

    /**
     * No evidence yet.
     *
     * @param cap what one interval adds at most to log E, above 0
     * @param terms how many log e-values an interval has
     */
    public static LastingEvidence none(double cap, int terms) {
        if (!(cap > 0)) {
            throw new IllegalArgumentException("cap: got %s, expected above 0".formatted(cap));
        }
        return new LastingEvidence(cap, new double[terms], new float[0]);
    }

    /** The same, of a test that mixes over {@link Alternatives}. */
    public static LastingEvidence none(double cap) {
        return none(cap, Alternatives.COUNT);
    }

    @Override
    public LastingEvidence plus(double[] logE) {
        double[] next = uncapped.clone();
        double most = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < next.length; j++) {
            next[j] += StrictMath.min(logE[j], cap(LARGEST));
            most = StrictMath.max(most, logE[j]);
        }
        return new LastingEvidence(cap, next, cappedWith(logE, most));
    }

    private float[] cappedWith(double[] logE, double most) {
        int known = capped.length / terms();
        int rows = known;
        while (rows < LARGEST && most > cap(rows)) {
            rows++;
        }
        float[] next = Arrays.copyOf(capped, rows * terms());
        for (int d = 0; d < rows; d++) {
            double cap = cap(d);
            int from = d * terms();
            for (int j = 0; j < terms(); j++) {
                double before = d < known ? next[from + j] : uncapped[j];
                next[from + j] = down(before + StrictMath.min(logE[j], cap));
            }
        }
        return next;
    }

    private double cap(int dispersion) {
        return cap * dispersion(dispersion);
    }

    /** Packs it, for {@link #unpack} to make the same of. */
    public void pack(Packed to) {
        to.add(uncapped);
        to.add(capped);
    }

    /** What was packed; called on {@link #none} of the same cap. */
    public LastingEvidence unpack(Packed from) {
        return new LastingEvidence(cap, from.nextDoubles(), from.nextFloats());
    }

    @Override
    double sum(int dispersion, int term) {
        int at = dispersion * terms() + term;
        return at < capped.length ? capped[at] : uncapped[term];
    }
}
