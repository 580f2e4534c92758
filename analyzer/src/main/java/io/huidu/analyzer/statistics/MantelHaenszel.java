package io.huidu.analyzer.statistics;

/**
 * Estimates of the relative risk p2/p1 and of the excess p2 − p1 over intervals and strata, each compared within itself:
 * neither another mix of strata nor a weight that changes while rates do makes a difference of its own.
 *
 * <p>Source: Mantel and Haenszel, J. Natl. Cancer Inst. 22 (1959), doi:10.1093/jnci/22.4.719; for the difference,
 * Greenland and Robins, Biometrics 41 (1985), doi:10.2307/2530643. Constant in memory.
 *
 * @param canary the canary's bad requests, weighted by the baseline's share of the requests
 * @param baseline the baseline's, weighted by the canary's share
 * @param requests the requests of one version, weighted by the other's share
 */
public record MantelHaenszel(double canary, double baseline, double requests) {

    /** Nothing seen. */
    public static final MantelHaenszel NONE = new MantelHaenszel(0, 0, 0);

    /** Adds one stratum of one interval. */
    public MantelHaenszel plus(Tally tally) {
        double all = (double) tally.n1() + tally.n2();
        return tally.n1() == 0 || tally.n2() == 0
                ? this
                : new MantelHaenszel(
                        canary + tally.k2() * (tally.n1() / all),
                        baseline + tally.k1() * (tally.n2() / all),
                        requests + tally.n1() * (tally.n2() / all));
    }

    /** Packs it, for {@link #unpack} to make the same of. */
    public void pack(Packed to) {
        to.add(canary);
        to.add(baseline);
        to.add(requests);
    }

    /** What was packed. */
    public static MantelHaenszel unpack(Packed from) {
        return new MantelHaenszel(from.nextDouble(), from.nextDouble(), from.nextDouble());
    }

    /** Infinite without bad requests of the baseline, and not a number without any. */
    public double relativeRisk() {
        return canary / baseline;
    }

    /** Not a number while nothing was compared. */
    public double excess() {
        return (canary - baseline) / requests;
    }
}
