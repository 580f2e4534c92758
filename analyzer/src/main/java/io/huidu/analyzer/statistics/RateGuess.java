package io.huidu.analyzer.statistics;

/**
 * A guess of both rates of bad requests, from what was seen so far. A test that bets on it is valid however bad the guess
 * is, as long as it was made before the interval.
 *
 * @param p1 the baseline's, strictly between 0 and 1
 * @param p2 the canary's, strictly between 0 and 1; near the baseline's until it has shown otherwise
 */
public record RateGuess(double p1, double p2) {

    private static final double PRIOR_BAD = 0.5;
    private static final double PRIOR_BAD_OF_CANARY = 5;

    /**
     * The baseline's is that of all requests, since a healthy canary is like it.
     *
     * @param expected the rate before anything was seen, strictly between 0 and 1
     */
    public static RateGuess of(Tally soFar, double expected) {
        double requests = (double) soFar.n1() + soFar.n2();
        double p1 = (soFar.bad() + PRIOR_BAD) / (requests + PRIOR_BAD / expected);
        return new RateGuess(p1, (soFar.k2() + PRIOR_BAD_OF_CANARY) / (soFar.n2() + PRIOR_BAD_OF_CANARY / p1));
    }
}
