package io.huidu.events;

import java.util.List;
import java.util.Optional;

/**
 * What one metric shows so far. A judge that goes by checks fills in {@code check}, and neither evidence nor harm nor
 * dispersion.
 *
 * @param metric its name in the plan
 * @param baseline counts of the baseline since the release began
 * @param canary counts of the canary since the release began
 * @param badAboveMillis for latency: the threshold whose counts are shown, in milliseconds; empty where none counts
 * @param relativeRisk the canary's rate of bad requests over the baseline's
 * @param excess the canary's rate of bad requests minus the baseline's
 * @param regression evidence that the canary is worse
 * @param nonInferiority evidence that the canary is not worse by more than the margin
 * @param harm the upper limit of the share of all requests that would turn bad at the next weight
 * @param harmBudget what {@code harm} may be
 * @param dispersion how much more the counts vary than independent requests would; 1 or more
 * @param latency shifts of quantiles, for latency; else empty
 * @param outlook what the traffic there is can show; empty where the judge goes by checks
 * @param query what a query has told; empty for another kind of metric, and before the first numbers
 * @param check what was last checked; empty before the first check, and where evidence is weighed
 */
public record MetricReport(
        String metric,
        MetricKind kind,
        Counts baseline,
        Counts canary,
        Optional<Double> badAboveMillis,
        Estimate relativeRisk,
        Estimate excess,
        Optional<Evidence> regression,
        Optional<Evidence> nonInferiority,
        Optional<Double> harm,
        Optional<Double> harmBudget,
        Optional<Double> dispersion,
        List<QuantileShift> latency,
        Optional<MetricOutlook> outlook,
        Optional<QueryReport> query,
        Optional<MetricCheck> check) {

    public MetricReport {
        Require.notBlank("metric", metric);
        dispersion.ifPresent(phi -> Require.that(phi >= 1, "dispersion", phi, "1 or more"));
        latency = List.copyOf(latency);
    }

    /** A report of evidence. */
    public MetricReport(
            String metric,
            MetricKind kind,
            Counts baseline,
            Counts canary,
            Optional<Double> badAboveMillis,
            Estimate relativeRisk,
            Estimate excess,
            Evidence regression,
            Evidence nonInferiority,
            Optional<Double> harm,
            double harmBudget,
            double dispersion,
            List<QuantileShift> latency,
            MetricOutlook outlook) {
        this(
                metric,
                kind,
                baseline,
                canary,
                badAboveMillis,
                relativeRisk,
                excess,
                Optional.of(regression),
                Optional.of(nonInferiority),
                harm,
                Optional.of(harmBudget),
                Optional.of(dispersion),
                latency,
                Optional.of(outlook),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * A report of evidence from a query's numbers.
     *
     * @param baseline the baseline's requests in the intervals that had numbers
     * @param canary the canary's
     */
    public static MetricReport ofQuery(
            String metric,
            Counts baseline,
            Counts canary,
            Evidence regression,
            Evidence nonInferiority,
            double dispersion,
            MetricOutlook outlook,
            Optional<QueryReport> query) {
        return new MetricReport(
                metric,
                MetricKind.QUERY,
                baseline,
                canary,
                Optional.empty(),
                Estimate.UNKNOWN,
                Estimate.UNKNOWN,
                Optional.of(regression),
                Optional.of(nonInferiority),
                Optional.empty(),
                Optional.empty(),
                Optional.of(dispersion),
                List.of(),
                Optional.of(outlook),
                query,
                Optional.empty());
    }
}
