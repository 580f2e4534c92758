package io.huidu.shifter.route;

import java.time.Duration;
import java.util.Optional;

/**
 * When a version gets no more requests for a while: because so many wait for it, or because pods of it fail again and
 * again. The defaults are those of KubeSphere, from whose console these knobs are known.
 */
public record CircuitBreaker(Pool pool, Ejection ejection) {

    public static final CircuitBreaker DEFAULT = new CircuitBreaker(Pool.DEFAULT, Ejection.DEFAULT);

    /**
     * What is sent to a version at a time.
     *
     * @param maxConnections of TCP; empty for as many as come
     * @param connectTimeout empty for the mesh's own
     * @param http1MaxPendingRequests that wait for a connection
     * @param http2MaxRequests that are under way
     * @param maxRequestsPerConnection 0 for no limit
     * @param maxRetries that are under way
     */
    public record Pool(
            Optional<Integer> maxConnections,
            Optional<Duration> connectTimeout,
            int http1MaxPendingRequests,
            int http2MaxRequests,
            int maxRequestsPerConnection,
            int maxRetries) {

        public static final Pool DEFAULT = new Pool(Optional.empty(), Optional.empty(), 1024, 1024, 1, 3);
    }

    /**
     * When a pod gets no more requests.
     *
     * @param consecutiveErrors answers of 5xx, one after the other
     * @param interval between two looks at the pods
     * @param baseEjectionTime how long a pod gets none the first time
     * @param maxEjectionPercent of the version's pods at a time
     */
    public record Ejection(
            int consecutiveErrors, Duration interval, Duration baseEjectionTime, int maxEjectionPercent) {

        public static final Ejection DEFAULT = new Ejection(5, Duration.ofSeconds(10), Duration.ofSeconds(30), 10);
    }
}
