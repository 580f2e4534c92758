package io.huidu.e2e.bench.statistics.policy;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.e2e.bench.statistics.simulation.Environment;
import io.huidu.e2e.bench.statistics.simulation.Scraped;
import io.huidu.events.LatencyStatistic;
import java.time.Duration;
import java.util.OptionalDouble;

/** What the queries of peers give. */
final class Windows {

    private Windows() {}

    static int intervals(Duration duration) {
        return Math.toIntExact(duration.toSeconds() / Environment.SECONDS);
    }

    /** 0 to 1; NaN, as 0/0 is, without requests. */
    static double successRate(Scraped.Window window) {
        return (double) (window.requests() - window.errors()) / window.requests();
    }

    /** In milliseconds; empty without requests. */
    static OptionalDouble latency(LatencyStatistic statistic, LatencyHistogram latency) {
        return switch (statistic) {
            case MEAN -> latency.total() == 0 ? OptionalDouble.empty() : OptionalDouble.of(mean(latency));
            case P50 -> latency.quantile(0.5);
            case P95 -> latency.quantile(0.95);
            case P99 -> latency.quantile(0.99);
        };
    }

    /** As if requests lay in the middles of their buckets, which are narrow; there is no sum in the simulation. */
    private static double mean(LatencyHistogram latency) {
        double sum = 0;
        double lower = 0;
        for (int i = 0; i < latency.buckets(); i++) {
            double upper = latency.upperBoundMillis(i);
            double middle = Double.isInfinite(upper) ? lower : (lower + upper) / 2;
            sum += middle * latency.count(i);
            lower = upper;
        }
        return sum / latency.total();
    }
}
