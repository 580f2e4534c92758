package io.huidu.analyzer.counting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One scraped value of a Prometheus native histogram: requests by duration, in buckets whose bounds are powers of
 * 2^(2^−schema).
 *
 * <p>The bounds of a schema are among those of every finer one. So it is read as the classic histogram whose bounds are
 * those of its schema, or of schema {@value #FINEST} where its own is finer: 4 percent apart. A schema that changes
 * changes which bounds there are and not what any of them counts.
 *
 * <p>Source: https://prometheus.io/docs/specs/native_histograms/. One whose bounds are of
 * another kind shows how many requests there were, and nothing of their durations.
 *
 * @param count all requests
 * @param buckets those that aren't empty, in the order of their bounds, which are in the metric's unit
 */
public record NativeHistogram(long atMillis, double count, List<Bucket> buckets) {

    /** The finest schema whose bounds are told apart. */
    static final int FINEST = 4;

    private static final int COARSEST = -4;
    private static final double SCHEMA_ROUNDING = 1e-3;
    private static final double PER_DOUBLING = 1 << FINEST;

    /** What is faster or slower than these is beyond the first or the last bound. */
    private static final double FASTEST_MILLIS = 0.1;

    private static final double SLOWEST_MILLIS = 100_000;

    /** Bounds are printed and multiplied before they get here. */
    private static final double ROUNDING = 1e-9;

    /**
     * Requests that took longer than one bound and no longer than another.
     *
     * @param lower below 0 for the bucket around 0
     */
    public record Bucket(double lower, double upper, double count) {}

    public NativeHistogram {
        buckets = List.copyOf(buckets);
    }

    /** Its schema as far as its buckets show it, at most {@link #FINEST}; empty where they are of another kind. */
    OptionalInt schema() {
        int schema = FINEST;
        for (Bucket bucket : buckets) {
            if (bucket.lower() > 0) {
                double doublings = log2(bucket.upper() / bucket.lower());
                double found = -log2(doublings);
                if (!(found > COARSEST - 0.5) || StrictMath.abs(found - StrictMath.rint(found)) > SCHEMA_ROUNDING) {
                    return OptionalInt.empty();
                }
                schema = Math.min(schema, (int) StrictMath.rint(found));
            }
        }
        return OptionalInt.of(schema);
    }

    private static double log2(double x) {
        return StrictMath.log(x) / StrictMath.log(2);
    }

    /**
     * The counters of a classic histogram with the same values: those of all bounds of a schema at a time, and where the
     * schema changes those of the next.
     *
     * @param values one after the other
     * @param millisPerUnit how many milliseconds the metric's unit is
     */
    public static List<Map<Meaning.Bucket, List<Sample>>> classic(List<NativeHistogram> values, double millisPerUnit) {
        List<Map<Meaning.Bucket, List<Sample>>> runs = new ArrayList<>();
        for (NativeHistogram value : values) {
            if (value.schema().isEmpty()) {
                continue;
            }
            Map<Meaning.Bucket, Double> upTo = value.cumulative(value.schema().getAsInt(), millisPerUnit);
            if (runs.isEmpty() || !runs.getLast().keySet().equals(upTo.keySet())) {
                runs.add(new LinkedHashMap<>());
            }
            upTo.forEach((bucket, requests) -> runs.getLast()
                    .computeIfAbsent(bucket, b -> new ArrayList<>())
                    .add(new Sample(value.atMillis(), requests)));
        }
        return runs;
    }

    private Map<Meaning.Bucket, Double> cumulative(int schema, double millisPerUnit) {
        int step = 1 << (FINEST - schema);
        int first = step * Math.ceilDiv(index(FASTEST_MILLIS / millisPerUnit), step);
        int last = index(SLOWEST_MILLIS / millisPerUnit);
        Map<Meaning.Bucket, Double> upTo = new LinkedHashMap<>();
        double sum = 0;
        int next = 0;
        for (int i = first; i <= last; i += step) {
            double bound = StrictMath.pow(2, i / PER_DOUBLING);
            while (next < buckets.size() && buckets.get(next).upper() <= bound * (1 + ROUNDING)) {
                sum += buckets.get(next++).count();
            }
            upTo.put(new Meaning.Bucket(bound * millisPerUnit, OptionalInt.of(schema)), sum);
        }
        upTo.put(new Meaning.Bucket(Double.POSITIVE_INFINITY, OptionalInt.of(schema)), count);
        return upTo;
    }

    private static int index(double bound) {
        return (int) Math.round(PER_DOUBLING * log2(bound));
    }
}
