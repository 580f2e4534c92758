package io.huidu.servicea;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What this process is told at its start.
 *
 * @param version which picture it answers with
 * @param errorRate share of the requests that fail from the start
 * @param latencyMillis median of the latency from the start
 * @param seed of its chance; one by chance when it isn't given
 */
@ConfigurationProperties("servicea")
record ServiceASettings(
        Version version,
        double errorRate,
        double latencyMillis,
        @Nullable Long seed) {

    ServiceASettings {
        var unused = new Behaviour(errorRate, latencyMillis); // what can't be stops the start
    }

    Behaviour behaviour() {
        return new Behaviour(errorRate, latencyMillis);
    }
}
