package io.huidu.analyzer.counting;

import java.util.OptionalInt;

/** What the samples of a series say. */
public sealed interface Meaning {

    /**
     * A counter of requests.
     *
     * @param failed whether these are the ones that failed
     */
    record Requests(boolean failed) implements Meaning {}

    /**
     * A counter of requests that took no longer than a bound: one bucket of a classic, cumulative histogram.
     *
     * @param upperBoundMillis inclusive, in milliseconds; infinity for the bucket of all requests
     * @param schema the schema of the native histogram that it was read from, which tells what other bounds there are;
     *     empty for a classic one
     */
    record Bucket(double upperBoundMillis, OptionalInt schema) implements Meaning {

        /** A bucket of a classic histogram. */
        public Bucket(double upperBoundMillis) {
            this(upperBoundMillis, OptionalInt.empty());
        }

        public Bucket {
            if (!(upperBoundMillis >= 0)) {
                throw new IllegalArgumentException(
                        "upperBoundMillis: got %s, expected 0 or more".formatted(upperBoundMillis));
            }
        }
    }

    /** When the target's process started, in seconds since the epoch. It also shows that the target is scraped. */
    record ProcessStart() implements Meaning {}
}
