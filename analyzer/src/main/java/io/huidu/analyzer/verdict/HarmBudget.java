package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.ExcessTest;
import io.huidu.analyzer.statistics.LastingEvidence;
import io.huidu.analyzer.statistics.RateGuess;
import io.huidu.analyzer.statistics.Tally;
import io.huidu.events.Weight;
import java.util.Arrays;
import java.util.List;

/**
 * How much a canary may cost: weight × (p2 − p1) ≤ budget, a bound on the share of all requests that turn bad because of
 * it. Small weights then climb fast, and large ones wait for evidence.
 *
 * <p>Each weight w asks for evidence against an excess of budget/w. It is gathered for a ladder of weights, since the
 * next weight is known only when the question comes; a weight between two rungs is held to the stricter one.
 */
final class HarmBudget {

    private static final int[] LADDER = {1, 2, 3, 4, 5, 7, 10, 15, 20, 25, 30, 40, 50, 60, 75, 90, 100};

    /** An excess of 1 or more can't be; a test of less is stricter. */
    private static final double MOST_EXCESS = 0.99;

    private final List<ExcessTest> tests;

    /**
     * @param budget above 0, at most 1
     */
    HarmBudget(double budget) {
        this.tests = Arrays.stream(LADDER)
                .mapToObj(percent -> new ExcessTest(StrictMath.min(100 * budget / percent, MOST_EXCESS)))
                .toList();
    }

    LastingEvidence begin(double cap) {
        return LastingEvidence.none(cap, LADDER.length);
    }

    double[] logE(Tally tally, RateGuess guess) {
        double[] logE = new double[LADDER.length];
        for (int rung = 0; rung < logE.length; rung++) {
            logE[rung] = tests.get(rung).logE(tally, guess);
        }
        return logE;
    }

    /** Whether the canary is shown to fit the budget at a weight, by evidence of {@code bound}. */
    boolean fits(LastingEvidence harmless, double phi, double bound, Weight weight) {
        int rung = 0;
        while (LADDER[rung] < weight.percent()) {
            rung++;
        }
        return rejected(harmless, phi, bound) > rung;
    }

    /** An upper limit of the excess at a bound of the evidence; 1 when there is none. */
    double excess(LastingEvidence harmless, double phi, double bound) {
        int rejected = rejected(harmless, phi, bound);
        return rejected == 0 ? 1 : tests.get(rejected - 1).delta();
    }

    /** How many excesses are rejected, from the largest down: a wrong one only if the first wrong one is. */
    private static int rejected(LastingEvidence harmless, double phi, double bound) {
        int rung = 0;
        while (rung < LADDER.length && harmless.logE(rung, phi) >= bound) {
            rung++;
        }
        return rung;
    }
}
