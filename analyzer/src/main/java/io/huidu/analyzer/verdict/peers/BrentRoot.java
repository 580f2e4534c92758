package io.huidu.analyzer.verdict.peers;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.util.Precision;

/**
 * Brent's search for a root, in the order of evaluations that R's {@code uniroot} and Kayenta's {@code BrentSolver} have:
 * on a function of steps another order ends at another point of the same step, and commons-math starts in the middle.
 *
 * <p>Source: Brent, Algorithms for Minimization Without Derivatives (1973), chapter 4; netlib {@code zeroin}.
 *
 * @param tolerance how far from the root the answer may be
 */
record BrentRoot(double tolerance) {

    private static final int MOST_STEPS = 1000;

    /** A root between two points at which the function has different signs. */
    double between(double low, double high, DoubleUnaryOperator f) {
        Point opposite = Point.at(low, f);
        Point before = opposite;
        Point best = Point.at(high, f);
        for (int i = 0; i < MOST_STEPS; i++) {
            double lastStep = best.x - before.x;
            if (Math.abs(opposite.y) < Math.abs(best.y)) {
                before = best;
                best = opposite;
                opposite = before;
            }
            double near = 2 * Precision.EPSILON * Math.abs(best.x) + tolerance / 2;
            double half = (opposite.x - best.x) / 2;
            if (Math.abs(half) <= near || best.y == 0) {
                return best.x;
            }
            double step = step(before, best, opposite, lastStep, near);
            before = best;
            best = Point.at(best.x + (Math.abs(step) < near ? Math.copySign(near, step) : step), f);
            if (Math.signum(best.y) == Math.signum(opposite.y)) {
                opposite = before;
            }
        }
        return best.x;
    }

    /** By interpolation where that converges, else by halves. */
    private static double step(Point before, Point best, Point opposite, double lastStep, double near) {
        double half = (opposite.x - best.x) / 2;
        if (Math.abs(lastStep) < near || Math.abs(before.y) <= Math.abs(best.y)) {
            return half;
        }
        double[] fraction = interpolated(before, best, opposite);
        double p = Math.abs(fraction[0]);
        double q = fraction[0] > 0 ? -fraction[1] : fraction[1];
        boolean converges = p < 0.75 * 2 * half * q - Math.abs(near * q) / 2 && p < Math.abs(lastStep * q / 2);
        return converges ? p / q : half;
    }

    /** Numerator and denominator of the step to the root of the secant, or of the inverse parabola through three points. */
    private static double[] interpolated(Point before, Point best, Point opposite) {
        double width = opposite.x - best.x;
        double toBefore = best.y / before.y;
        if (before.x == opposite.x) {
            return new double[] {width * toBefore, 1 - toBefore};
        }
        double q = before.y / opposite.y;
        double t = best.y / opposite.y;
        return new double[] {
            toBefore * (width * q * (q - t) - (best.x - before.x) * (t - 1)), (q - 1) * (t - 1) * (toBefore - 1)
        };
    }

    private record Point(double x, double y) {

        static Point at(double x, DoubleUnaryOperator f) {
            return new Point(x, f.applyAsDouble(x));
        }
    }
}
