package io.huidu.shifter.istio;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huidu.shifter.route.CircuitBreaker;
import java.time.Duration;
import java.util.List;

/** A circuit breaker as fields of a DestinationRule's {@code trafficPolicy}. */
final class BreakerJson {

    static final List<String> FIELDS = List.of("connectionPool", "outlierDetection");

    private BreakerJson() {}

    static ObjectNode of(CircuitBreaker breaker) {
        ObjectNode policy = JsonNodeFactory.instance.objectNode();
        policy.set(FIELDS.getFirst(), pool(breaker.pool()));
        policy.set(FIELDS.getLast(), ejection(breaker.ejection()));
        return policy;
    }

    private static ObjectNode pool(CircuitBreaker.Pool pool) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        pool.maxConnections().ifPresent(most -> json.withObjectProperty("tcp").put("maxConnections", most));
        pool.connectTimeout().ifPresent(time -> json.withObjectProperty("tcp").put("connectTimeout", text(time)));
        json.putObject("http")
                .put("http1MaxPendingRequests", pool.http1MaxPendingRequests())
                .put("http2MaxRequests", pool.http2MaxRequests())
                .put("maxRequestsPerConnection", pool.maxRequestsPerConnection())
                .put("maxRetries", pool.maxRetries());
        return json;
    }

    private static ObjectNode ejection(CircuitBreaker.Ejection ejection) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("consecutive5xxErrors", ejection.consecutiveErrors())
                .put("interval", text(ejection.interval()))
                .put("baseEjectionTime", text(ejection.baseEjectionTime()))
                .put("maxEjectionPercent", ejection.maxEjectionPercent());
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
