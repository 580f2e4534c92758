package io.huidu.analyzer.counting;

import io.huidu.analyzer.statistics.LatencyHistogram;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Requests of one window, while they are being added up. */
final class Tally {

    private double requests;
    private double failed;
    /** By schema, since only histograms with the same bounds can be added up bound by bound. */
    private final Map<OptionalInt, CumulativeBuckets> upTo = new HashMap<>(1);

    private boolean exact = true;

    void add(Meaning meaning, double increase) {
        exact &= increase == Math.rint(increase);
        switch (meaning) {
            case Meaning.Requests counted -> {
                requests += increase;
                failed += counted.failed() ? increase : 0;
            }
            case Meaning.Bucket bucket -> upTo(bucket.schema()).add(bucket.upperBoundMillis(), increase);
            case Meaning.ProcessStart start ->
                throw new IllegalArgumentException("meaning: got %s, expected a counter".formatted(start));
        }
    }

    void add(Tally other) {
        requests += other.requests;
        failed += other.failed;
        other.upTo.forEach((schema, buckets) -> upTo(schema).add(buckets));
        exact &= other.exact;
    }

    boolean isSilent() {
        return requests == 0;
    }

    boolean isExact() {
        return exact;
    }

    long requests() {
        return Math.round(requests);
    }

    long failed() {
        return Math.round(failed);
    }

    LatencyHistogram latency() {
        return upTo.values().stream()
                .map(CumulativeBuckets::histogram)
                .reduce(LatencyHistogram.empty(), LatencyHistogram::plus);
    }

    private CumulativeBuckets upTo(OptionalInt schema) {
        return upTo.computeIfAbsent(schema, s -> new CumulativeBuckets());
    }
}
