package io.huidu.shifter.reconcile;

import io.huidu.events.ReleaseKey;
import io.huidu.shifter.rollout.Phase;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Counts the releases in each phase when it is asked, so that no count can drift. */
final class PhaseCollector extends Collector {

    private final Map<ReleaseKey, Phase> phases;

    PhaseCollector(Map<ReleaseKey, Phase> phases) {
        this.phases = phases;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        GaugeMetricFamily family =
                new GaugeMetricFamily("huidu_shifter_releases", "Releases by phase.", List.of("phase"));
        for (Phase phase : Phase.values()) {
            family.addMetric(List.of(ShifterMetrics.label(phase)), Collections.frequency(phases.values(), phase));
        }
        return List.of(family);
    }
}
