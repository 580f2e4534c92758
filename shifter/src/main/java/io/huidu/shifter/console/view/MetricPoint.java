package io.huidu.shifter.console.view;

import io.huidu.events.Counts;
import io.huidu.events.Estimate;
import io.huidu.events.Evidence;
import io.huidu.events.MetricOutlook;
import io.huidu.events.MetricReport;
import io.huidu.events.Missing;
import io.huidu.events.QuantileShift;
import io.huidu.events.QueryReport;
import java.util.Optional;

/**
 * What a metric had shown at the end of an interval, in two arrays, as there are hundreds of thousands: counts since the
 * release began, and everything else in the order of {@link Figure} and then of the quantiles, each with the baseline's,
 * the canary's, and the shift with its limits. What isn't known is NaN.
 *
 * <p>Shapes and cost: about 180 bytes for errors and 240 with three quantiles.
 */
final class MetricPoint {

    /** Where a number is. */
    enum Figure {
        BAD_ABOVE_MILLIS,
        RELATIVE_RISK,
        RELATIVE_RISK_LOWER,
        RELATIVE_RISK_UPPER,
        EXCESS,
        EXCESS_LOWER,
        EXCESS_UPPER,
        REGRESSION,
        REGRESSION_BOUND,
        NON_INFERIORITY,
        NON_INFERIORITY_BOUND,
        HARM,
        HARM_BUDGET,
        DISPERSION,
        DETECTABLE_RISK,
        MISSING_REQUESTS,
        QUERY_BASELINE,
        QUERY_CANARY
    }

    /** Where a number of a quantile is. */
    enum OfQuantile {
        BASELINE,
        CANARY,
        SHIFT,
        SHIFT_LOWER,
        SHIFT_UPPER
    }

    private static final int NUMBERS = Figure.values().length;
    private static final int OF_QUANTILE = OfQuantile.values().length;

    private final MetricLayout layout;
    private final long[] counts;
    private final float[] numbers;

    private MetricPoint(MetricLayout layout, long[] counts, float[] numbers) {
        this.layout = layout;
        this.counts = counts;
        this.numbers = numbers;
    }

    /** Of a report with this layout. */
    static MetricPoint of(MetricLayout layout, MetricReport report) {
        Writing to =
                new Writing(new float[NUMBERS + OF_QUANTILE * layout.quantiles().size()]);
        to.put(report.badAboveMillis());
        to.put(report.relativeRisk());
        to.put(report.excess());
        to.putEvidence(report.regression());
        to.putEvidence(report.nonInferiority());
        to.put(report.harm());
        to.put(report.harmBudget());
        to.put(report.dispersion());
        to.put(report.outlook().flatMap(MetricOutlook::detectableRisk));
        to.put(report.outlook()
                .flatMap(MetricOutlook::missing)
                .map(Missing::canaryRequests)
                .map(Long::doubleValue));
        to.put(report.query().map(QueryReport::baseline));
        to.put(report.query().map(QueryReport::canary));
        for (QuantileShift shift : report.latency()) {
            to.put(Optional.of(shift.baselineMillis()));
            to.put(Optional.of(shift.canaryMillis()));
            to.put(shift.shiftMillis());
        }
        Counts baseline = report.baseline();
        Counts canary = report.canary();
        return new MetricPoint(
                layout, new long[] {baseline.requests(), baseline.bad(), canary.requests(), canary.bad()}, to.numbers);
    }

    MetricLayout layout() {
        return layout;
    }

    Counts baseline() {
        return new Counts(counts[0], counts[1]);
    }

    Counts canary() {
        return new Counts(counts[2], counts[3]);
    }

    /** NaN where it isn't known. */
    @SuppressWarnings("EnumOrdinal") // The order is that of the array, and leaves this class by no way.
    float get(Figure number) {
        return numbers[number.ordinal()];
    }

    /** NaN where it isn't known. */
    @SuppressWarnings("EnumOrdinal") // The order is that of the array, and leaves this class by no way.
    float get(int quantile, OfQuantile number) {
        return numbers[NUMBERS + OF_QUANTILE * quantile + number.ordinal()];
    }

    /** Numbers, one after the other. */
    private static final class Writing {

        private final float[] numbers;
        private int next;

        Writing(float[] numbers) {
            this.numbers = numbers;
        }

        void put(Optional<Double> number) {
            numbers[next++] = number.map(Double::floatValue).orElse(Float.NaN);
        }

        void put(Estimate estimate) {
            put(estimate.value());
            put(estimate.lower());
            put(estimate.upper());
        }

        void putEvidence(Optional<Evidence> evidence) {
            put(evidence.map(Evidence::logE));
            put(evidence.map(Evidence::bound));
        }
    }
}
