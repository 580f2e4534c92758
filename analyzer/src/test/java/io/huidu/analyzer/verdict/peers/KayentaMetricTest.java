package io.huidu.analyzer.verdict.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.huidu.analyzer.verdict.peers.KayentaMetric.Classified;
import io.huidu.analyzer.verdict.peers.KayentaMetric.Direction;
import io.huidu.analyzer.verdict.peers.KayentaMetric.Effect;
import io.huidu.analyzer.verdict.peers.KayentaMetric.Label;
import io.huidu.analyzer.verdict.peers.KayentaMetric.Nans;
import io.huidu.analyzer.verdict.peers.KayentaMetric.Outliers;
import io.huidu.analyzer.verdict.peers.KayentaMetric.Role;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KayentaMetricTest {

    private static final long SEED = 20260301;
    private static final double NONE = Double.NaN;

    /** What users reported of Kayenta's classifier. */
    static Stream<Arguments> reported() {
        KayentaMetric fivePercent = KayentaMetric.DEFAULT.with(new Effect(Effect.Measure.MEAN_RATIO, 1.05, 1, 1.1, 1));
        return Stream.of(
                argumentSet(
                        "kayenta#780, case 1: another variability",
                        KayentaMetric.DEFAULT,
                        of(10, 10.1, 10.2, 10.3, 10.4, 10.5, 10.6, 17, 17.1, 17.2, 17.3, 17.4, 17.5, 17.6, 17.7),
                        of(1, 100, 4, 101, 5, 102, 6, 103, 7, 104, 8, 105, 9, 106, 17),
                        Label.PASS),
                argumentSet(
                        "kayenta#426: some errors where there were none",
                        KayentaMetric.DEFAULT,
                        of(0, 1, 2, 1, 0, 0),
                        of(0, 0, 0, 0, 0, 0),
                        Label.PASS),
                argumentSet(
                        "kayenta#510: no ratio to a mean of zero",
                        KayentaMetric.DEFAULT,
                        of(54.9, 54.5, 55.1, 55.6, 57.4),
                        of(0, 0, 0, 0, 0),
                        Label.HIGH),
                argumentSet(
                        "spinnaker#6278: seven of ten a hundred times as large",
                        fivePercent,
                        of(100, 100, 100, 100, 100, 100, 100, 1, 1, 1),
                        constant(1, 10),
                        Label.PASS),
                argumentSet(
                        "spinnaker#6278: eight of ten",
                        fivePercent,
                        of(100, 100, 100, 100, 100, 100, 100, 100, 1, 1),
                        constant(1, 10),
                        Label.HIGH));
    }

    @ParameterizedTest
    @MethodSource("reported")
    void classifiesAsReported(KayentaMetric metric, double[] experiment, double[] control, Label label) {
        assertThat(metric.classify(experiment, control).label()).isEqualTo(label);
    }

    @Test
    void thereIsNoEffectToAMeanOfZero() {
        Classified classified = KayentaMetric.DEFAULT.classify(constant(5, 5), constant(0, 5));

        assertThat(classified.effect()).isEmpty();
        assertThat(classified.label()).isEqualTo(Label.HIGH);
    }

    @ParameterizedTest
    @CsvSource({
        "EITHER,   20, 10, HIGH",
        "EITHER,   10, 20, LOW",
        "INCREASE, 20, 10, HIGH",
        "INCREASE, 10, 20, PASS",
        "DECREASE, 20, 10, PASS",
        "DECREASE, 10, 20, LOW",
        "EITHER,   10, 10, PASS",
    })
    void looksAtOneDirectionOrBoth(Direction direction, double experiment, double control, Label label) {
        KayentaMetric metric = KayentaMetric.DEFAULT.towards(direction);

        assertThat(metric.classify(near(experiment, 20), near(control, 20)).label())
                .isEqualTo(label);
    }

    @Test
    void aShiftHasToBeLargeEnough() {
        Effect tolerant = new Effect(Effect.Measure.MEAN_RATIO, 2.5, 0.4, 1, 1);
        KayentaMetric metric = KayentaMetric.DEFAULT.with(tolerant);

        assertThat(label(metric, 20, 10)).isEqualTo(Label.PASS);
        assertThat(label(metric, 26, 10)).isEqualTo(Label.HIGH);
        assertThat(label(metric, 10, 20)).isEqualTo(Label.PASS);
        assertThat(label(metric, 10, 26)).isEqualTo(Label.LOW);
    }

    @Test
    void measuresTheEffectByTheProbabilityOfALargerValueWhereAsked() {
        KayentaMetric strict = KayentaMetric.DEFAULT.with(new Effect(Effect.Measure.CLES, 1, 0, 1, 0));
        double[] overlapping = near(10, 20);
        overlapping[0] = 30;

        assertThat(KayentaMetric.DEFAULT
                        .with(Effect.CLES)
                        .classify(of(1, 2, 3), of(2, 2, 0))
                        .effect())
                .hasValue((0.0 + 0 + 1 + 0.5 + 0.5 + 1 + 1 + 1 + 1) / 9);
        assertThat(label(strict, 20, 10)).isEqualTo(Label.HIGH);
        assertThat(strict.classify(near(20, 20), overlapping).label()).isEqualTo(Label.PASS);
    }

    @Test
    void aValueThatIsMissingIsLeftOutOrZero() {
        KayentaMetric replacing =
                new KayentaMetric(Direction.EITHER, Nans.REPLACE, Outliers.KEEP, Effect.MEAN_RATIO, Role.NORMAL);
        double[] gaps = {NONE, 10, NONE, 10};

        assertThat(KayentaMetric.DEFAULT.classify(gaps, of(10, 10)).label()).isEqualTo(Label.PASS);
        assertThat(KayentaMetric.DEFAULT.classify(gaps, of(10, 10)).shift()).isEmpty();
        assertThat(replacing.classify(gaps, of(0, 0, 10, 10)).shift()).isEmpty();
        assertThat(replacing.classify(gaps, of(10, 10)).shift()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "REMOVE,  NORMAL,         NODATA,      false",
        "REMOVE,  MUST_HAVE_DATA, NODATA_FAIL, false",
        "REMOVE,  CRITICAL,       NODATA,      true",
        "REPLACE, CRITICAL,       PASS,        false",
    })
    void withoutValuesTheRoleDecides(Nans nans, Role role, Label label, boolean critical) {
        KayentaMetric metric = new KayentaMetric(Direction.EITHER, nans, Outliers.KEEP, Effect.MEAN_RATIO, role);
        double[] nothing = {};

        assertThat(metric.classify(nothing, of(1, 2)).label()).isEqualTo(label);
        assertThat(metric.classify(of(1, 2), nothing).label()).isEqualTo(label);
        assertThat(metric.classify(nothing, nothing).critical()).isEqualTo(critical);
    }

    @Test
    void allMissingIsNoData() {
        assertThat(KayentaMetric.DEFAULT.classify(of(NONE, NONE), of(1, 2)).label())
                .isEqualTo(Label.NODATA);
    }

    @Test
    void theSameValuesPassInAnyOrderAndWithoutATest() {
        assertThat(KayentaMetric.DEFAULT.classify(of(3, 1, 2), of(1, 2, 3)).shift())
                .isEmpty();
        assertThat(KayentaMetric.DEFAULT.classify(of(4, 4), of(4, 4, 4)).label())
                .isEqualTo(Label.PASS);
        assertThat(KayentaMetric.DEFAULT.classify(of(3, 1, 2), of(1, 2, 4)).shift())
                .isPresent();
    }

    @Test
    void twoConstantsAreToldApart() {
        assertThat(KayentaMetric.DEFAULT
                        .classify(constant(2, 10), constant(1, 10))
                        .label())
                .isEqualTo(Label.HIGH);
        assertThat(KayentaMetric.DEFAULT
                        .classify(constant(1, 10), constant(2, 10))
                        .label())
                .isEqualTo(Label.LOW);
    }

    @Test
    void oneValueEachIsAnError() {
        assertThat(KayentaMetric.DEFAULT.classify(of(2, NONE), of(0)).label()).isEqualTo(Label.ERROR);
    }

    @Test
    void leavesOutliersOutWhereAsked() {
        KayentaMetric metric =
                new KayentaMetric(Direction.EITHER, Nans.REMOVE, Outliers.REMOVE, Effect.MEAN_RATIO, Role.NORMAL);
        double[] values = near(10, 200);
        double[] spiked = Arrays.copyOf(values, 201);
        spiked[200] = 1000;
        double[] dipped = Arrays.copyOf(values, 201);
        dipped[200] = -1000;

        assertThat(metric.classify(spiked, values).shift()).isEmpty();
        assertThat(metric.classify(values, dipped).shift()).isEmpty();
        assertThat(KayentaMetric.DEFAULT.classify(spiked, values).shift()).isPresent();
    }

    /** By the percentiles of R-7: the 1st and 99th of ten values lie between the last two. */
    @ParameterizedTest
    @CsvSource({"20, true", "100, false", "-10, true", "-100, false"})
    void anOutlierLiesBeyondThreeInterquartileRangesAndTheLastPercentile(double last, boolean kept) {
        KayentaMetric metric =
                new KayentaMetric(Direction.EITHER, Nans.REMOVE, Outliers.REMOVE, Effect.MEAN_RATIO, Role.NORMAL);
        double[] nine = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        double[] ten = Arrays.copyOf(nine, 10);
        ten[9] = last;

        assertThat(metric.classify(ten, nine).shift().isPresent()).isEqualTo(kept);
    }

    @Test
    void aCriticalMetricIsLostOnlyToACriticalEffect() {
        Effect effect = new Effect(Effect.Measure.MEAN_RATIO, 1, 1, 3, 0.3);
        KayentaMetric metric = new KayentaMetric(Direction.EITHER, Nans.REMOVE, Outliers.KEEP, effect, Role.CRITICAL);

        assertThat(metric.classify(near(20, 20), near(10, 20)))
                .extracting(Classified::label, Classified::critical)
                .containsExactly(Label.HIGH, false);
        assertThat(metric.classify(near(40, 20), near(10, 20)).critical()).isTrue();
        assertThat(metric.classify(near(10, 20), near(20, 20)))
                .extracting(Classified::label, Classified::critical)
                .containsExactly(Label.LOW, false);
        assertThat(metric.classify(near(10, 20), near(40, 20)).critical()).isTrue();
        assertThat(KayentaMetric.DEFAULT.classify(near(40, 20), near(10, 20)).critical())
                .isFalse();
    }

    /** Log-normal values with σ = 0.15; in percent, the share that doesn't pass. */
    @ParameterizedTest
    @CsvSource({"2, 1, 22, 32", "3, 1, 2, 7", "8, 1, 0, 1", "30, 1.1, 12, 26", "10, 1.3, 50, 68", "20, 1.3, 95, 100"})
    void findsLargeShiftsAndFewOthers(int values, double factor, double least, double most) {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        Direction direction = factor == 1 ? Direction.EITHER : Direction.INCREASE;
        int failed = 0;
        for (int i = 0; i < 600; i++) {
            double[] control = random.doubles(values)
                    .map(u -> Math.exp(0.15 * random.nextGaussian()))
                    .toArray();
            double[] experiment = random.doubles(values)
                    .map(u -> factor * Math.exp(0.15 * random.nextGaussian()))
                    .toArray();
            failed += KayentaMetric.DEFAULT
                                    .towards(direction)
                                    .classify(experiment, control)
                                    .label()
                            == Label.PASS
                    ? 0
                    : 1;
        }

        assertThat(failed / 6.0).isBetween(least, most);
    }

    private static Label label(KayentaMetric metric, double experiment, double control) {
        return metric.classify(near(experiment, 20), near(control, 20)).label();
    }

    private static double[] of(double... values) {
        return values;
    }

    private static double[] constant(double value, int times) {
        double[] values = new double[times];
        Arrays.fill(values, value);
        return values;
    }

    /** Values around one, all different, with that mean. */
    private static double[] near(double value, int times) {
        double[] values = new double[times];
        Arrays.setAll(values, i -> value * (1 + 0.001 * (i - (times - 1) / 2.0)));
        return values;
    }
}
