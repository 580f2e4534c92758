package io.huidu.analyzer.statistics;

import java.util.Collection;

/**
 * What one pod did in one interval.
 *
 * @param pod its name, the same from interval to interval
 * @param n its requests
 * @param k the bad ones among them
 */
public record PodTally(String pod, long n, long k) {

    public PodTally {
        if (k < 0 || k > n) {
            throw new IllegalArgumentException(
                    "k of %s: got %d of %d requests, expected 0 to requests".formatted(pod, k, n));
        }
    }

    /** All of their requests. */
    public static long requests(Collection<PodTally> pods) {
        long n = 0;
        for (PodTally pod : pods) {
            n += pod.n();
        }
        return n;
    }

    /** All of their bad requests. */
    public static long bad(Collection<PodTally> pods) {
        long k = 0;
        for (PodTally pod : pods) {
            k += pod.k();
        }
        return k;
    }
}
