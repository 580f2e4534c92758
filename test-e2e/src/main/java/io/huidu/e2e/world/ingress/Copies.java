package io.huidu.e2e.world.ingress;

/** Of which part of the requests a destination gets a copy, whose answer nobody sees. */
record Copies(Destination to, double percent) {

    Copies {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("mirror: got %s %%, expected more than 0 to 100".formatted(percent));
        }
    }
}
