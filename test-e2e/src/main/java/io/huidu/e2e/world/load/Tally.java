package io.huidu.e2e.world.load;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Counts what users see. Thread-safe: a snapshot holds each request wholly or not at all. */
final class Tally {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Sighting, Long> sightings = new EnumMap<>(Sighting.class);
    private final long[] latenciesA = new long[Latencies.BUCKETS];
    private final long[] latenciesB = new long[Latencies.BUCKETS];

    void add(Sighting sighting, Duration latency) {
        lock.lock();
        try {
            sightings.merge(sighting, 1L, Long::sum);
            switch (sighting) {
                case A, FAILED_A -> latenciesA[Latencies.bucket(latency)]++;
                case B, FAILED_B -> latenciesB[Latencies.bucket(latency)]++;
                case FAILED_ELSEWHERE, UNSENT -> {}
            }
        } finally {
            lock.unlock();
        }
    }

    UserCounts counts() {
        lock.lock();
        try {
            return new UserCounts(
                    count(Sighting.A),
                    count(Sighting.B),
                    count(Sighting.FAILED_A),
                    count(Sighting.FAILED_B),
                    count(Sighting.FAILED_ELSEWHERE),
                    count(Sighting.UNSENT),
                    new Latencies(latenciesA),
                    new Latencies(latenciesB));
        } finally {
            lock.unlock();
        }
    }

    private long count(Sighting sighting) {
        return sightings.getOrDefault(sighting, 0L);
    }
}
