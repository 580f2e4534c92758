package io.huidu.e2e.bench.analyzer;

import io.huidu.events.AnalysisPlan;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Exposure;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import io.huidu.events.Preset;
import io.huidu.events.Probability;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Version;
import io.huidu.events.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Services of which each is in the middle of a release: three pods of its old version, and one of its new version, which
 * is as good.
 *
 * @param analyses how many
 * @param interval how often each is looked at; they began at random times
 * @param scrape how often their pods are scraped
 * @param began when the last release began
 */
record Fleet(int analyses, Duration interval, Duration scrape, Instant began) {

    private static final int OLD_PODS = 3;
    private static final int PODS = OLD_PODS + 1;
    /** More than an hour of the usual scrapes; the past of more frequent ones is shorter. */
    private static final int SCRAPES_OF_OLD_PODS = 300;

    private static final Duration NEW_AGE = Duration.ofMinutes(1);
    private static final long SEED = 20_260_301;

    List<AnalysisRequested> requests() {
        Random random = new Random(SEED);
        return IntStream.range(0, analyses)
                .mapToObj(number -> request(number, began.minusMillis(random.nextLong(interval.toMillis()))))
                .toList();
    }

    private AnalysisRequested request(int number, Instant from) {
        String name = "service-" + number;
        return new AnalysisRequested(
                new ReleaseKey("shop", name),
                name + "-1",
                name + "-1-0",
                new Version("v1", name + "-v1", name + "-v1", Map.of()),
                new Version("v2", name + "-v2", name + "-v2", Map.of()),
                List.of(new Exposure(0, Weight.of(25), from, from)),
                Optional.of(Weight.of(50)),
                plan());
    }

    /** The pods of a version. */
    List<RecordedPod> pods(int service, int version) {
        List<RecordedPod> pods = new ArrayList<>();
        int first = version == 1 ? 0 : OLD_PODS;
        int end = version == 1 ? OLD_PODS : PODS;
        Instant start = began.minus(version == 1 ? scrape.multipliedBy(SCRAPES_OF_OLD_PODS) : NEW_AGE);
        for (int pod = first; pod < end; pod++) {
            String name = "service-%d-v%d-6d4c9b7f8-pod%02d".formatted(service, version, pod);
            pods.add(new RecordedPod(service * PODS + pod, name, start.toEpochMilli(), scrape.toMillis()));
        }
        return pods;
    }

    private AnalysisPlan plan() {
        return new AnalysisPlan(
                Preset.SPRING_BOOT,
                interval,
                Probability.of(0.01),
                Probability.of(0.05),
                100,
                Duration.ZERO,
                List.of(
                        new MetricPlan("errors", MetricKind.ERRORS, 1, 0, 0, 0.25, 0.005),
                        new MetricPlan("latency", MetricKind.LATENCY, 1, 0.2, 0, 0.25, 0.02)));
    }
}
