package io.huidu.analyzer.statistics;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.solvers.AllowedSolution;
import org.apache.commons.math3.analysis.solvers.BracketingNthOrderBrentSolver;

/** Where a function crosses 0. */
final class Crossing {

    private static final int ORDER = 5;
    private static final int MOST_EVALUATIONS = 200;

    private Crossing() {}

    /**
     * The only crossing between two ends, on the side where the function is 0 or more.
     *
     * @param function continuous, of different signs at both ends
     * @param accuracy how far from the crossing at most
     */
    static double of(DoubleUnaryOperator function, double from, double to, double accuracy) {
        return new BracketingNthOrderBrentSolver(accuracy, ORDER)
                .solve(MOST_EVALUATIONS, function::applyAsDouble, from, to, AllowedSolution.ABOVE_SIDE);
    }
}
