package io.huidu.e2e.world.ingress;

/** A destination and its part of the requests, relative to the other parts. */
record Share(Destination to, long weight) {

    Share {
        if (weight < 0) {
            throw new IllegalArgumentException("weight: got %d, expected 0 or more".formatted(weight));
        }
    }
}
