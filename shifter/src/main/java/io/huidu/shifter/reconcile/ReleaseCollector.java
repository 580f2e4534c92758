package io.huidu.shifter.reconcile;

import io.huidu.events.ReleaseKey;
import io.huidu.shifter.rollout.Phase;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/**
 * The releases, told when they are asked for, so that no number can drift: how many are in each phase, and each that
 * runs. Of those the first {@value #MOST} by name, so that however many there are, the series are not; the rest is
 * counted.
 */
final class ReleaseCollector extends Collector {

    static final int MOST = 500;

    private static final Comparator<Entry<ReleaseKey, Standing>> BY_NAME =
            Comparator.comparing(entry -> entry.getKey().toString());

    private final Map<ReleaseKey, Standing> releases;

    ReleaseCollector(Map<ReleaseKey, Standing> releases) {
        this.releases = releases;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        List<Entry<ReleaseKey, Standing>> running = releases.entrySet().stream()
                .filter(entry -> entry.getValue().running().isPresent())
                .sorted(BY_NAME)
                .toList();
        GaugeMetricFamily more = new GaugeMetricFamily(
                "huidu_shifter_releases_not_shown",
                "Releases that run and have no series of their own, because there are too many.",
                Math.max(0, running.size() - MOST));
        RunningFamilies families = new RunningFamilies();
        running.stream()
                .limit(MOST)
                .forEach(entry ->
                        families.add(entry.getKey(), entry.getValue().running().orElseThrow()));
        List<MetricFamilySamples> all = new ArrayList<>(List.of(phases(), more));
        all.addAll(families.all);
        return all;
    }

    private GaugeMetricFamily phases() {
        Map<Phase, Integer> counts = new EnumMap<>(Phase.class);
        releases.values().forEach(standing -> counts.merge(standing.phase(), 1, Integer::sum));
        GaugeMetricFamily family =
                new GaugeMetricFamily("huidu_shifter_releases", "Resources by phase.", List.of("phase"));
        for (Phase phase : Phase.values()) {
            family.addMetric(List.of(ShifterMetrics.label(phase)), counts.getOrDefault(phase, 0));
        }
        return family;
    }

    /** What each release that runs is told by. */
    private static final class RunningFamilies {

        final List<MetricFamilySamples> all = new ArrayList<>();

        private final GaugeMetricFamily asked = family("weight_asked_ratio", "Share of the traffic asked for.");
        private final GaugeMetricFamily observed =
                family("weight_observed_ratio", "Share of the traffic that the route shows; absent while unreadable.");
        private final GaugeMetricFamily applied = family("route_applied", "1 while the route is as asked for, else 0.");
        private final GaugeMetricFamily step = family("step", "The current step, from 1.");
        private final GaugeMetricFamily steps = family("steps", "How many steps there are.");
        private final GaugeMetricFamily started = family("started_timestamp_seconds", "When the release started.");
        private final GaugeMetricFamily since = family(
                "progress_timestamp_seconds",
                "From when the step's deadline counts; moves on while a person holds the release.");
        private final GaugeMetricFamily waits =
                family("waits", "1 with the reason why the release is where it is.", "reason");

        void add(ReleaseKey key, Standing.Running running) {
            List<String> labels = List.of(key.namespace(), key.name());
            asked.addMetric(labels, running.asked().fraction());
            running.observed().ifPresent(weight -> observed.addMetric(labels, weight.fraction()));
            applied.addMetric(labels, running.routeApplied() ? 1 : 0);
            step.addMetric(labels, running.step());
            steps.addMetric(labels, running.steps());
            started.addMetric(labels, seconds(running.startedAt()));
            since.addMetric(labels, seconds(running.progressSince()));
            waits.addMetric(
                    List.of(key.namespace(), key.name(), running.reason().toString()), 1);
        }

        private GaugeMetricFamily family(String name, String help, String... more) {
            List<String> labels = new ArrayList<>(List.of("namespace", "release"));
            labels.addAll(List.of(more));
            GaugeMetricFamily family = new GaugeMetricFamily("huidu_shifter_release_" + name, help, labels);
            all.add(family);
            return family;
        }

        private static double seconds(Instant at) {
            return at.toEpochMilli() / 1000.0;
        }
    }
}
