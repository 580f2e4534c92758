package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.events.LatencyStatistic;
import io.huidu.events.MetricKind;
import java.util.OptionalDouble;

/** One number for what a version did in an interval, for rules that go by series of numbers. */
public final class MetricValue {

    private MetricValue() {}

    /** The share of requests that failed, or a latency in milliseconds; empty without requests. */
    static OptionalDouble of(MetricKind kind, LatencyStatistic statistic, VersionSample sample) {
        return switch (kind) {
            case ERRORS ->
                sample.requests() == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of((double) sample.errors() / sample.requests());
            case LATENCY -> latencyMillis(statistic, sample.latency());
            case QUERY -> throw new IllegalArgumentException("kind: got 'query', expected one that counts requests");
        };
    }

    /** A latency in milliseconds, as {@code histogram_quantile} of Prometheus would have it; empty without requests. */
    public static OptionalDouble latencyMillis(LatencyStatistic statistic, LatencyHistogram latency) {
        return switch (statistic) {
            case MEAN -> mean(latency);
            case P50 -> latency.quantile(0.5);
            case P95 -> latency.quantile(0.95);
            case P99 -> latency.quantile(0.99);
        };
    }

    /** As if each request lay in the middle of its bucket, or at the last bound when it is above it. */
    private static OptionalDouble mean(LatencyHistogram latency) {
        int last = latency.buckets() - 1;
        if (last == 0 || latency.total() == 0) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        double lower = 0;
        for (int i = 0; i < last; i++) {
            double upper = latency.upperBoundMillis(i);
            sum += latency.count(i) * (lower + upper) / 2;
            lower = upper;
        }
        return OptionalDouble.of((sum + latency.count(last) * lower) / latency.total());
    }
}
