package io.huidu.e2e.world.load;

import java.time.Duration;
import java.util.Arrays;

/**
 * How long requests took, in buckets whose bounds grow by 5 %, from 0.1 ms to over a minute. Immutable.
 *
 * <p>Quantiles are bounds of buckets, so at most 5 % too high.
 */
public final class Latencies {

    static final int BUCKETS = 280;
    private static final double FIRST_NANOS = 100_000;
    private static final double GROWTH = 1.05;

    private final long[] counts;

    Latencies(long[] counts) {
        this.counts = Arrays.copyOf(counts, BUCKETS);
    }

    static int bucket(Duration latency) {
        double growths = Math.log(latency.toNanos() / FIRST_NANOS) / Math.log(GROWTH);
        return (int) Math.clamp(Math.ceil(growths), 0, BUCKETS - 1);
    }

    public long total() {
        return Arrays.stream(counts).sum();
    }

    /** The latency that this share of the requests didn't exceed; zero without requests. */
    public Duration quantile(double share) {
        long wanted = Math.max(1, (long) Math.ceil(share * total()));
        long seen = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            seen += counts[bucket];
            if (seen >= wanted) {
                return Duration.ofNanos((long) (FIRST_NANOS * Math.pow(GROWTH, bucket)));
            }
        }
        return Duration.ZERO;
    }

    Latencies plus(Latencies others) {
        long[] all = new long[BUCKETS];
        Arrays.setAll(all, bucket -> counts[bucket] + others.counts[bucket]);
        return new Latencies(all);
    }

    Latencies minus(Latencies earlier) {
        long[] rest = new long[BUCKETS];
        Arrays.setAll(rest, bucket -> counts[bucket] - earlier.counts[bucket]);
        return new Latencies(rest);
    }
}
