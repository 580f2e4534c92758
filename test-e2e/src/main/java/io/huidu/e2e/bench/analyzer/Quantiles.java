package io.huidu.e2e.bench.analyzer;

import java.time.Duration;
import java.util.List;

/** Durations, sorted. */
record Quantiles(List<Duration> sorted) {

    Quantiles {
        sorted = sorted.stream().sorted().toList();
    }

    /** What a share of them doesn't exceed; a day if there are none. */
    Duration at(double share) {
        return sorted.isEmpty()
                ? Duration.ofDays(1)
                : sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }

    String text(double share) {
        return "%.1f s".formatted(at(share).toMillis() / 1000.0);
    }
}
