package io.huidu.e2e.world;

import java.time.Duration;

/**
 * What a world is like.
 *
 * @param requestsPerSecond of its users, from the beginning
 * @param scrapeInterval of its Prometheus
 * @param seed of its chances: names of pods, and which requests fail
 */
public record WorldSettings(int requestsPerSecond, Duration scrapeInterval, long seed) {

    /** 400 requests per second, scraped every second. */
    public static final WorldSettings DEFAULT = new WorldSettings(400, Duration.ofSeconds(1), 20_260_101);

    public WorldSettings withRequestsPerSecond(int rate) {
        return new WorldSettings(rate, scrapeInterval, seed);
    }
}
