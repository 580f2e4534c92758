package io.huidu.analyzer.cli;

import java.util.Locale;
import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * How many of a number of cases.
 *
 * <p>Source of the limits: Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case of the
 * binomial", Biometrika 26 (1934), doi:10.1093/biomet/26.4.404.
 */
record Proportion(long some, long all) {

    private static final double ALPHA = 0.05;

    static final Proportion NONE = new Proportion(0, 0);

    Proportion plus(boolean one) {
        return new Proportion(some + (one ? 1 : 0), all + 1);
    }

    double rate() {
        return all == 0 ? 0 : (double) some / all;
    }

    /** The lower limit of the exact 95 % confidence interval. */
    double lower() {
        return some == 0 ? 0 : new BetaDistribution(some, all - some + 1).inverseCumulativeProbability(ALPHA / 2);
    }

    /** Its upper limit. */
    double upper() {
        return some == all ? 1 : new BetaDistribution(some + 1, all - some).inverseCumulativeProbability(1 - ALPHA / 2);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%d of %d, %.2f %% (%.2f–%.2f %%)", some, all, 100 * rate(), 100 * lower(), 100 * upper());
    }
}
