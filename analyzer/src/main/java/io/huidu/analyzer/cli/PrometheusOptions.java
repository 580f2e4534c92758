package io.huidu.analyzer.cli;

import io.huidu.analyzer.analysis.MeasurementException;
import io.huidu.analyzer.prometheus.PrometheusMeasurements;
import io.huidu.events.Preset;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Option;

/** A release that is over, in Prometheus, as options name it. picocli fills them in. */
final class PrometheusOptions {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int MOST_SERIES = 20_000;
    private static final String SELECTOR = "SELECTOR";

    @Option(
            names = "--prometheus",
            paramLabel = "URL",
            required = true,
            converter = Converters.OfUrl.class,
            description = "Judge a release that is over by what this Prometheus remembers of it, in place of files")
    private URI url = URI.create("http://127.0.0.1:9090");

    @Option(
            names = "--baseline",
            paramLabel = SELECTOR,
            required = true,
            description = "The series of v1, by their labels: {namespace=\"shop\",pod=~\"servicea-v1-.+\"}")
    private String baseline = "";

    @Option(names = "--canary", paramLabel = SELECTOR, required = true, description = "The series of v2")
    private String canary = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            required = true,
            description = "When v2 got its share of the traffic, like 2026-03-01T12:00:00Z")
    private Instant from = Instant.EPOCH;

    @Option(names = "--to", paramLabel = "TIME", required = true, description = "The end of what is judged")
    private Instant to = Instant.EPOCH;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "15s",
            converter = Converters.OfInterval.class,
            description = "How often the analysis would have looked. Default: ${DEFAULT-VALUE}")
    private Duration interval = Duration.ofSeconds(15);

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            defaultValue = "spring-boot",
            converter = Converters.OfPreset.class,
            description = "The family of metrics: spring-boot, istio or nginx-ingress. Default: ${DEFAULT-VALUE}")
    private Preset preset = Preset.SPRING_BOOT;

    /**
     * Measures and judges.
     *
     * @throws IllegalArgumentException when a selector isn't one
     */
    Result judge(Judging judging) {
        PrometheusMeasurements measurements =
                new PrometheusMeasurements(url, TIMEOUT, MOST_SERIES).selecting(baseline, canary);
        try {
            return new PastRelease(preset, interval, from, to)
                    .judge("%s against %s".formatted(canary, baseline), judging, measurements);
        } catch (MeasurementException e) {
            return Result.unusable(List.of(String.valueOf(e.getMessage())));
        }
    }
}
