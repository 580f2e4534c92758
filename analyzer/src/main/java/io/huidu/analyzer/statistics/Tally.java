package io.huidu.analyzer.statistics;

/**
 * What one interval says about one kind of bad request: 1 is the baseline, 2 the canary, as in the papers.
 *
 * @param n1 requests of the baseline
 * @param k1 the bad ones among them
 * @param n2 requests of the canary
 * @param k2 the bad ones among them
 */
public record Tally(long n1, long k1, long n2, long k2) {

    public Tally {
        requireWithin("k1", k1, n1);
        requireWithin("k2", k2, n2);
    }

    private static void requireWithin(String name, long k, long n) {
        if (k < 0 || k > n) {
            throw new IllegalArgumentException(
                    "%s: got %d of %d requests, expected 0 to requests".formatted(name, k, n));
        }
    }

    /** Both together, for what needs no comparison within them. */
    public Tally plus(Tally other) {
        return new Tally(n1 + other.n1, k1 + other.k1, n2 + other.n2, k2 + other.k2);
    }

    /** All bad requests. */
    public long bad() {
        return k1 + k2;
    }

    /** Whether the interval can tell the versions apart: both had requests, and at least one was bad. */
    public boolean compares() {
        return n1 > 0 && n2 > 0 && bad() > 0;
    }
}
