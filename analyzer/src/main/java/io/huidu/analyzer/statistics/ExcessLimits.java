package io.huidu.analyzer.statistics;

/**
 * Confidence limits of the excess rate p2 − p1 of bad requests, at all times at once.
 *
 * <p>Guarantee: each limit is on the wrong side with probability at most {@code error}, under the assumptions of
 * {@link RelativeRiskCurve} and {@link ProportionLimits}, where p1 and p2 are means over the release. The upper limit is
 * the smaller of two that hold together: p1's upper limit × (R's upper limit − 1), each limit at error/4; and p2's upper
 * limit at error/2, since p1 can't be negative. The second is what says something while nothing has failed yet. An upper
 * limit below 0 is given as 0.
 *
 * @param curve what is known of R
 * @param p1 what is known of the baseline's rate
 * @param p2 what is known of the canary's rate
 */
public record ExcessLimits(RelativeRiskCurve curve, ProportionLimits p1, ProportionLimits p2) {

    /** The upper limit, 0 to 1. */
    public double upper(double error) {
        double quarter = StrictMath.log(4 / error);
        double byRisk = p1.upper(quarter) * (curve.upper(quarter, p1.dispersion()) - 1);
        double byRate = p2.upper(StrictMath.log(2 / error));
        return StrictMath.max(0, StrictMath.min(byRisk, byRate));
    }

    /** The lower limit, −1 to 1: R's lower limit at error/2, p1's on both sides at error/4. */
    public double lower(double error) {
        double quarter = StrictMath.log(4 / error);
        double more = curve.lower(StrictMath.log(2 / error), p1.dispersion()) - 1;
        return more * (more > 0 ? p1.lower(quarter) : p1.upper(quarter));
    }
}
