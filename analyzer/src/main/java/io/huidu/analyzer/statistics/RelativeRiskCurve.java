package io.huidu.analyzer.statistics;

import java.util.Arrays;

/**
 * The log-likelihood of the relative risk over all intervals so far, in constant memory, for every R at once.
 *
 * <p>With θ = log R, an interval adds k2·θ − k·log((n1 + n2·e^θ)/(n1 + n2)). The sum isn't a function of totals, since n1
 * and n2 change. But its second part is analytic for |Im θ| &lt; π, so its values at a few Chebyshev points give it
 * everywhere between them: with 32 points on [−log 64, log 64] the error is below 10⁻⁸ of the bad requests counted.
 *
 * <p>Confidence limits: the R0 at which the mixture of {@link RelativeRiskTest} reaches a bound. As R0 moves, the
 * evidence moves with k·(π(R0) − π(R)) per alternative, always of one sign, so that there is only one such R0.
 * Guarantee and sources as there; each limit is on the wrong side with probability at most exp(−bound) at any time ever.
 * Alternatives beyond the range are left out, which can only widen the limits.
 *
 * <p>Source of the interpolation: Trefethen, "Approximation Theory and Approximation Practice", SIAM 2013, theorem 8.2;
 * Berrut and Trefethen, "Barycentric Lagrange interpolation", SIAM Review 46 (2004), doi:10.1137/S0036144502417715.
 */
public final class RelativeRiskCurve {

    public static final RelativeRiskCurve FLAT = new RelativeRiskCurve(0, new double[0]);

    private static final int POINTS = 32;
    private static final double RANGE = StrictMath.log(64);
    private static final double ACCURACY = 1e-6;
    /** Any finite number below 0: where no alternative is left in the range there is no evidence at all. */
    private static final double LEAST = -1e3;

    private static final double[] THETA = chebyshevPoints();
    private static final double[] RISK =
            Arrays.stream(THETA).map(StrictMath::exp).toArray();

    private final double k2;
    private final double[] shared;

    private RelativeRiskCurve(double k2, double[] shared) {
        this.k2 = k2;
        this.shared = shared;
    }

    /** Adds an interval. */
    public RelativeRiskCurve plus(Tally tally) {
        if (!tally.compares()) {
            return this;
        }
        double[] next = shared.length == 0 ? new double[POINTS] : shared.clone();
        double share = tally.n2() / ((double) tally.n1() + tally.n2());
        for (int i = 0; i < POINTS; i++) {
            next[i] += tally.bad() * StrictMath.log(1 - share + share * RISK[i]);
        }
        return new RelativeRiskCurve(k2 + tally.k2(), next);
    }

    /** Packs it, for {@link #unpack} to make the same of. */
    public void pack(Packed to) {
        to.add(k2);
        to.add(shared);
    }

    /** What was packed. */
    public static RelativeRiskCurve unpack(Packed from) {
        return new RelativeRiskCurve(from.nextDouble(), from.nextDoubles());
    }

    /** The log-likelihood of R = exp(theta), up to a constant; theta within ±log 64. */
    double logLikelihood(double theta) {
        return shared.length == 0 ? 0 : k2 * theta - interpolate(theta);
    }

    /** The largest R that isn't rejected with log-evidence {@code bound}; infinity beyond 64. */
    public double upper(double bound, double dispersion) {
        return rejects(RANGE, Side.BELOW, bound, dispersion)
                ? StrictMath.exp(nearestRejected(Side.BELOW, bound, dispersion))
                : Double.POSITIVE_INFINITY;
    }

    /** The smallest R that isn't rejected with log-evidence {@code bound}; 0 below 1/64. */
    public double lower(double bound, double dispersion) {
        return rejects(-RANGE, Side.ABOVE, bound, dispersion)
                ? StrictMath.exp(nearestRejected(Side.ABOVE, bound, dispersion))
                : 0;
    }

    /** To six digits, and on the side of what is rejected. */
    private double nearestRejected(Side side, double bound, double dispersion) {
        return Crossing.of(
                theta -> StrictMath.max(logE(theta, side, dispersion) - bound, LEAST), -RANGE, RANGE, ACCURACY);
    }

    private boolean rejects(double theta0, Side side, double bound, double dispersion) {
        return logE(theta0, side, dispersion) >= bound;
    }

    private double logE(double theta0, Side side, double dispersion) {
        double base = logLikelihood(theta0);
        double[] terms = new double[Alternatives.COUNT];
        for (int j = 0; j < terms.length; j++) {
            double theta = theta0 + side.sign() * Alternatives.logRatio(j);
            terms[j] = StrictMath.abs(theta) > RANGE
                    ? Double.NEGATIVE_INFINITY
                    : Alternatives.logWeight(j) + (logLikelihood(theta) - base) / dispersion;
        }
        return LogSpace.logSumExp(terms);
    }

    /** The second, barycentric form: weights are 1, −1, 1, … and half of that at both ends. */
    private double interpolate(double theta) {
        double numerator = 0;
        double denominator = 0;
        for (int i = 0; i < POINTS; i++) {
            double distance = theta - THETA[i];
            if (distance == 0) {
                return shared[i];
            }
            double end = i == 0 || i == POINTS - 1 ? 0.5 : 1;
            double weight = (i % 2 == 0 ? end : -end) / distance;
            numerator += weight * shared[i];
            denominator += weight;
        }
        return numerator / denominator;
    }

    private static double[] chebyshevPoints() {
        double[] points = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            points[i] = RANGE * StrictMath.cos(StrictMath.PI * i / (POINTS - 1));
        }
        return points;
    }
}
