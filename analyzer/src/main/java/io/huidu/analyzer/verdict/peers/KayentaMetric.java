package io.huidu.analyzer.verdict.peers;

import io.huidu.analyzer.verdict.peers.MannWhitneyTest.Shift;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * How Kayenta classifies one metric: a shift counts when its 98 % interval lies beyond a quarter of the estimated shift, and
 * when the effect is large enough besides.
 *
 * <p>Source: {@code NetflixACAJudge} v1.0 and {@code MannWhitneyClassifier} of Kayenta, {@code a69573b} (2025-04). One
 * difference: where both sides are constant Kayenta adds noise at random so that ranks aren't tied; here the noise is the
 * normal distribution's quantiles, so that the same values always get the same label.
 *
 * @param direction which changes are bad; Kayenta's default is either
 * @param nans what a value that is missing is taken for
 * @param outliers whether values far from the others are left out, on each side by itself
 * @param effect how large a change has to be
 * @param role what the metric means for the score
 */
public record KayentaMetric(Direction direction, Nans nans, Outliers outliers, Effect effect, Role role) {

    /** As Kayenta takes a metric that says nothing of itself. */
    public static final KayentaMetric DEFAULT =
            new KayentaMetric(Direction.EITHER, Nans.REMOVE, Outliers.KEEP, Effect.MEAN_RATIO, Role.NORMAL);

    private static final double TOLERANCE = 0.25;
    private static final double OUTLIER_FACTOR = 3;
    private static final double NOISE = 1e-5;

    public enum Direction {
        INCREASE,
        DECREASE,
        EITHER
    }

    public enum Nans {
        REMOVE,
        /** By 0. */
        REPLACE
    }

    public enum Outliers {
        KEEP,
        REMOVE
    }

    public enum Role {
        NORMAL,
        /** That there are no data fails the metric. */
        MUST_HAVE_DATA,
        /** Whatever isn't a pass makes the whole score 0. */
        CRITICAL
    }

    public enum Label {
        PASS,
        HIGH,
        LOW,
        NODATA,
        /** No data where they must be. */
        NODATA_FAIL,
        /** The test has no answer. */
        ERROR
    }

    /**
     * How large a change has to be to count, and to be critical.
     *
     * @param measure by what it is measured
     * @param allowedIncrease an increase counts from this on
     * @param allowedDecrease a decrease counts down from this
     * @param criticalIncrease the same, to be critical
     * @param criticalDecrease the same, to be critical
     */
    public record Effect(
            Measure measure,
            double allowedIncrease,
            double allowedDecrease,
            double criticalIncrease,
            double criticalDecrease) {

        public static final Effect MEAN_RATIO = new Effect(Measure.MEAN_RATIO, 1, 1, 1, 1);
        public static final Effect CLES = new Effect(Measure.CLES, 0.5, 0.5, 0.5, 0.5);

        public enum Measure {
            /** Experiment's mean over control's; none where either is 0. */
            MEAN_RATIO,
            /** The probability that a value of the experiment is larger than one of the control. */
            CLES
        }
    }

    /**
     * What a metric came to.
     *
     * @param critical whether the label makes the whole score 0
     * @param shift experiment minus control; empty where no test was needed or possible
     * @param effect how large it is; empty where it can't be said
     */
    public record Classified(Label label, boolean critical, Optional<Shift> shift, OptionalDouble effect) {}

    /** The same for changes in one direction. */
    public KayentaMetric towards(Direction other) {
        return new KayentaMetric(other, nans, outliers, effect, role);
    }

    /** The same with another effect. */
    public KayentaMetric with(Effect other) {
        return new KayentaMetric(direction, nans, outliers, other, role);
    }

    /**
     * Compares two series.
     *
     * @param experiment the canary's values; NaN where one is missing
     * @param control the baseline's
     */
    public Classified classify(double[] experiment, double[] control) {
        double[] x = prepared(experiment);
        double[] y = prepared(control);
        if (x.length == 0 || y.length == 0) {
            return withoutData();
        }
        return isSame(x, y) ? untested(Label.PASS) : tested(x, y);
    }

    private Classified withoutData() {
        return switch (nans) {
            case REPLACE -> untested(Label.PASS);
            case REMOVE ->
                switch (role) {
                    case NORMAL -> untested(Label.NODATA);
                    case MUST_HAVE_DATA -> untested(Label.NODATA_FAIL);
                    case CRITICAL -> new Classified(Label.NODATA, true, Optional.empty(), OptionalDouble.empty());
                };
        };
    }

    private static Classified untested(Label label) {
        return new Classified(label, false, Optional.empty(), OptionalDouble.empty());
    }

    private Classified tested(double[] x, double[] y) {
        boolean constant = isConstant(x) && isConstant(y);
        OptionalDouble size = size(x, y);
        return MannWhitneyTest.KAYENTA
                .shift(constant ? spread(x) : x, constant ? spread(y) : y)
                .map(shift -> labelled(shift, size))
                .orElseGet(() -> untested(Label.ERROR));
    }

    private Classified labelled(Shift shift, OptionalDouble size) {
        double bound = bound(shift);
        boolean up = direction != Direction.DECREASE && shift.lower() > bound;
        boolean down = direction != Direction.INCREASE && shift.upper() < -bound;
        Optional<Shift> of = Optional.of(shift);
        if (up && atLeast(size, effect.allowedIncrease)) {
            return new Classified(Label.HIGH, isCritical(atLeast(size, effect.criticalIncrease)), of, size);
        }
        if (down && atMost(size, effect.allowedDecrease)) {
            return new Classified(Label.LOW, isCritical(atMost(size, effect.criticalDecrease)), of, size);
        }
        return new Classified(Label.PASS, false, of, size);
    }

    /** What the interval of a shift must lie beyond. */
    public static double bound(Shift shift) {
        return TOLERANCE * Math.abs(shift.estimate());
    }

    private boolean isCritical(boolean large) {
        return role == Role.CRITICAL && large;
    }

    private static boolean atLeast(OptionalDouble size, double limit) {
        return size.isEmpty() || size.getAsDouble() >= limit;
    }

    private static boolean atMost(OptionalDouble size, double limit) {
        return size.isEmpty() || size.getAsDouble() <= limit;
    }

    private OptionalDouble size(double[] x, double[] y) {
        return switch (effect.measure) {
            case MEAN_RATIO -> meanRatio(StatUtils.mean(x), StatUtils.mean(y));
            case CLES -> OptionalDouble.of(probabilityOfLarger(x, y));
        };
    }

    private static OptionalDouble meanRatio(double x, double y) {
        return x == 0 || y == 0 ? OptionalDouble.empty() : OptionalDouble.of(x / y);
    }

    private static double probabilityOfLarger(double[] x, double[] y) {
        double wins = 0;
        for (double a : x) {
            for (double b : y) {
                wins += (Math.signum(a - b) + 1) / 2;
            }
        }
        return wins / x.length / y.length;
    }

    private double[] prepared(double[] values) {
        double[] finite = switch (nans) {
            case REMOVE -> Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
            case REPLACE ->
                Arrays.stream(values).map(v -> Double.isNaN(v) ? 0 : v).toArray();
        };
        return outliers == Outliers.REMOVE && finite.length > 0 ? withoutOutliers(finite) : finite;
    }

    private static double[] withoutOutliers(double[] values) {
        Percentile percentile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
        percentile.setData(values);
        double q1 = percentile.evaluate(25);
        double q3 = percentile.evaluate(75);
        double least = Math.min(percentile.evaluate(1), q1 - OUTLIER_FACTOR * (q3 - q1));
        double most = Math.max(percentile.evaluate(99), q3 + OUTLIER_FACTOR * (q3 - q1));
        return Arrays.stream(values).filter(v -> v >= least && v <= most).toArray();
    }

    private static boolean isSame(double[] x, double[] y) {
        boolean oneValue = isConstant(x) && isConstant(y) && x[0] == y[0];
        return oneValue
                || Arrays.equals(
                        Arrays.stream(x).sorted().toArray(),
                        Arrays.stream(y).sorted().toArray());
    }

    private static boolean isConstant(double[] values) {
        return Arrays.stream(values).allMatch(v -> v == values[0]);
    }

    private static double[] spread(double[] values) {
        NormalDistribution normal = new NormalDistribution(0, 1);
        double[] spread = new double[values.length];
        Arrays.setAll(
                spread, i -> values[i] * (1 + NOISE * normal.inverseCumulativeProbability((i + 0.5) / values.length)));
        return spread;
    }
}
