package io.huidu.e2e.faults;

import io.huidu.events.Envelope;
import io.huidu.events.Weight;
import java.time.Instant;

/** Something that was seen from outside while a release ran. */
sealed interface Sighting {

    /** By the clock of this machine, which all processes share. */
    Instant at();

    /** Somebody asked for a version while one of the two served. */
    record Desired(Instant at, String version, String serving) implements Sighting {

        /** Asking for the one that serves ends a release, and what goes back needs no verdict. */
        boolean isRelease() {
            return !version.equals(serving);
        }
    }

    /** The route gives this to v2. */
    record Routed(Instant at, Weight toV2) implements Sighting {

        /** What the route gives to a version. */
        Weight to(String version) {
            return version.equals("v2") ? toV2 : toV2.rest();
        }
    }

    /** An event was on Kafka. */
    record Said(Envelope envelope) implements Sighting {
        @Override
        public Instant at() {
            return envelope.time();
        }
    }
}
