package io.huidu.shifter.api;

import io.huidu.shifter.route.CircuitBreaker;
import io.huidu.shifter.route.CircuitBreaker.Ejection;
import io.huidu.shifter.route.CircuitBreaker.Pool;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A circuit breaker, between its JSON in spec and status and its value. */
record BreakerCheck(Problems problems, String path) {

    private static final Duration LEAST = Duration.ofSeconds(1);

    CircuitBreaker read(CanaryReleaseSpec.CircuitBreaker given) {
        CanaryReleaseSpec.CircuitBreaker json = problems.known(path, given);
        Pool pool = Pool.DEFAULT;
        Ejection ejection = Ejection.DEFAULT;
        return new CircuitBreaker(
                new Pool(
                        Optional.ofNullable(json.maxConnections).map(n -> whole("maxConnections", n, n, 1)),
                        Optional.ofNullable(json.connectTimeout).map(time -> duration("connectTimeout", time, LEAST)),
                        whole(
                                "http1MaxPendingRequests",
                                json.http1MaxPendingRequests,
                                pool.http1MaxPendingRequests(),
                                1),
                        whole("http2MaxRequests", json.http2MaxRequests, pool.http2MaxRequests(), 1),
                        whole(
                                "maxRequestsPerConnection",
                                json.maxRequestsPerConnection,
                                pool.maxRequestsPerConnection(),
                                0),
                        whole("maxRetries", json.maxRetries, pool.maxRetries(), 0)),
                new Ejection(
                        whole("consecutiveErrors", json.consecutiveErrors, ejection.consecutiveErrors(), 1),
                        duration("interval", json.interval, ejection.interval()),
                        duration("baseEjectionTime", json.baseEjectionTime, ejection.baseEjectionTime()),
                        percent(json.maxEjectionPercent, ejection.maxEjectionPercent())));
    }

    static CanaryReleaseSpec.CircuitBreaker write(CircuitBreaker breaker) {
        CanaryReleaseSpec.CircuitBreaker json = new CanaryReleaseSpec.CircuitBreaker();
        Pool pool = breaker.pool();
        json.maxConnections = pool.maxConnections().orElse(null);
        json.connectTimeout = pool.connectTimeout().map(Durations::print).orElse(null);
        json.http1MaxPendingRequests = pool.http1MaxPendingRequests();
        json.http2MaxRequests = pool.http2MaxRequests();
        json.maxRequestsPerConnection = pool.maxRequestsPerConnection();
        json.maxRetries = pool.maxRetries();
        Ejection ejection = breaker.ejection();
        json.consecutiveErrors = ejection.consecutiveErrors();
        json.interval = Durations.print(ejection.interval());
        json.baseEjectionTime = Durations.print(ejection.baseEjectionTime());
        json.maxEjectionPercent = ejection.maxEjectionPercent();
        return json;
    }

    private int whole(String field, @Nullable Integer value, int byDefault, int least) {
        problems.expect(value == null || value >= least, path + "." + field, value, least + " or more");
        return value == null ? byDefault : value;
    }

    private int percent(@Nullable Integer value, int byDefault) {
        problems.expect(value == null || (value >= 0 && value <= 100), path + ".maxEjectionPercent", value, "0 to 100");
        return value == null ? byDefault : value;
    }

    private Duration duration(String field, @Nullable String value, Duration byDefault) {
        return problems.duration(path + "." + field, value, byDefault, LEAST);
    }
}
