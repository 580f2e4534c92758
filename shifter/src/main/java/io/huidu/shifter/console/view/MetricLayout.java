package io.huidu.shifter.console.view;

import io.huidu.events.MetricKind;
import io.huidu.events.MetricReport;
import io.huidu.events.QuantileShift;
import java.util.List;

/** What stays the same of a metric from point to point; shared by all points of a run. */
record MetricLayout(String name, MetricKind kind, List<Double> quantiles) {

    MetricLayout {
        quantiles = List.copyOf(quantiles);
    }

    static MetricLayout of(MetricReport report) {
        return new MetricLayout(
                report.metric(),
                report.kind(),
                report.latency().stream().map(QuantileShift::quantile).toList());
    }
}
