package io.huidu.e2e.world;

import java.time.Duration;

/**
 * What a world is like.
 *
 * @param requestsPerSecond of its users, from the beginning
 * @param scrapeInterval of its Prometheus
 * @param seed of its chances: names of pods, and which requests fail
 * @param router that leads the users
 */
public record WorldSettings(int requestsPerSecond, Duration scrapeInterval, long seed, Router router) {

    /** 400 requests per second, led by an Ingress, scraped every second. */
    public static final WorldSettings DEFAULT = new WorldSettings(400, Duration.ofSeconds(1), 20_260_101, Router.NGINX);

    public WorldSettings withRequestsPerSecond(int rate) {
        return new WorldSettings(rate, scrapeInterval, seed, router);
    }

    public WorldSettings withRouter(Router other) {
        return new WorldSettings(requestsPerSecond, scrapeInterval, seed, other);
    }
}
