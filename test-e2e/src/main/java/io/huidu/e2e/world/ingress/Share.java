package io.huidu.e2e.world.ingress;

import java.util.Optional;

/**
 * A destination and its part of the requests, relative to the other parts.
 *
 * @param cookie the header {@code Set-Cookie} that its answers are given
 */
record Share(Destination to, long weight, Optional<String> cookie) {

    Share {
        if (weight < 0) {
            throw new IllegalArgumentException("weight: got %d, expected 0 or more".formatted(weight));
        }
    }

    /** Without a cookie. */
    Share(Destination to, long weight) {
        this(to, weight, Optional.empty());
    }
}
