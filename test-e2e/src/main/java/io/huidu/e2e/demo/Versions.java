package io.huidu.e2e.demo;

import io.huidu.events.Judgement;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricReport;
import io.huidu.events.QuantileShift;
import java.util.Comparator;
import java.util.Optional;

/** What a judgement says of v1 and v2, whichever of them is on trial. */
record Versions(Judgement judgement, boolean v2OnTrial) {

    /** Error rates of v1 and v2 in percent. */
    Optional<String> errors() {
        return metric(MetricKind.ERRORS)
                .map(m ->
                        pair("%.2f", 100 * m.baseline().rate(), 100 * m.canary().rate()));
    }

    /** The p95 of v1 and v2 in milliseconds. */
    Optional<String> p95() {
        return metric(MetricKind.LATENCY)
                .flatMap(m ->
                        m.latency().stream().filter(q -> q.quantile() == 0.95).findFirst())
                .map(this::millis);
    }

    /** The evidence of the metric that is nearest to its bound for a rollback, and that bound. */
    Optional<String> evidence() {
        return judgement.metrics().stream()
                .flatMap(m -> m.regression().stream())
                .max(Comparator.comparingDouble(e -> e.logE() - e.bound()))
                .map(e -> "%.1f of %.1f".formatted(e.logE(), e.bound()));
    }

    private String millis(QuantileShift q) {
        return pair("%.0f", q.baselineMillis(), q.canaryMillis());
    }

    private String pair(String format, double baseline, double canary) {
        return v2OnTrial
                ? (format + " / " + format).formatted(baseline, canary)
                : (format + " / " + format).formatted(canary, baseline);
    }

    private Optional<MetricReport> metric(MetricKind kind) {
        return judgement.metrics().stream().filter(m -> m.kind() == kind).findFirst();
    }
}
