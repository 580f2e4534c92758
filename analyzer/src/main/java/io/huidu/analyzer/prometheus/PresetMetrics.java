package io.huidu.analyzer.prometheus;

import io.huidu.events.Preset;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One family of metrics, as data.
 *
 * <p>The values of {@code versions} may contain {@code {namespace}}, {@code {workload}} and {@code {service}}; what
 * replaces them is quoted in expressions.
 *
 * @param requests a counter of requests
 * @param statusLabel the label of {@code requests} that tells failures
 * @param failed an expression for the values of that label that mean a failure, matched as a whole
 * @param histogram a histogram of durations, classic or native
 * @param millisPerUnit how many milliseconds a unit of the histogram's bounds is
 * @param processStart tells when a target's process started; empty where no such series can be told by its version
 * @param targets what the series are scraped from
 * @param always matchers of {@code requests} and {@code histogram}, whichever version
 * @param versions ways to select a version, of which each series fits one at most
 */
record PresetMetrics(
        String requests,
        String statusLabel,
        Pattern failed,
        String histogram,
        BigDecimal millisPerUnit,
        Optional<String> processStart,
        Targets targets,
        List<Matcher> always,
        List<List<Matcher>> versions) {

    enum Targets {
        /** The pods of the version, each with its own requests. */
        ITS_PODS,
        /** Proxies in front of all versions. */
        PROXIES
    }

    private static final BigDecimal MILLIS_PER_SECOND = BigDecimal.valueOf(1000);
    private static final Pattern SERVER_ERRORS = Pattern.compile("5..");

    /** Whether a status means a failure. */
    boolean isFailure(String status) {
        return failed.matcher(status).matches();
    }

    String buckets() {
        return histogram + "_bucket";
    }

    /** Whether the requests are those of the histogram, so that a native one takes their counter's place. */
    boolean countsByHistogram() {
        return requests.equals(histogram + "_count");
    }

    static PresetMetrics of(Preset preset) {
        return switch (preset) {
            case SPRING_BOOT -> SPRING_BOOT;
            case ISTIO -> ISTIO;
            case NGINX_INGRESS -> NGINX_INGRESS;
        };
    }

    /** The same metrics of the series that certain labels tell, in place of the family's own. */
    PresetMetrics selectedBy(List<Matcher> matchers) {
        return new PresetMetrics(
                requests,
                statusLabel,
                failed,
                histogram,
                millisPerUnit,
                processStart,
                targets,
                always,
                List.of(List.copyOf(matchers)));
    }

    /** Micrometer's metrics of a server, scraped from pods of a Deployment. Probes are no requests of users. */
    private static final PresetMetrics SPRING_BOOT = new PresetMetrics(
            "http_server_requests_seconds_count",
            "status",
            SERVER_ERRORS,
            "http_server_requests_seconds",
            MILLIS_PER_SECOND,
            Optional.of("process_start_time_seconds"),
            Targets.ITS_PODS,
            List.of(Matcher.notMatching("uri", "/actuator.*")),
            List.of(List.of(
                    Matcher.equalTo("namespace", "{namespace}"),
                    Matcher.matching("pod", "{workload}-[a-z0-9]+-[a-z0-9]{5}"))));

    /** https://istio.io/latest/docs/reference/config/metrics/, as the destination's own proxy reports them. */
    private static final PresetMetrics ISTIO = new PresetMetrics(
            "istio_requests_total",
            "response_code",
            SERVER_ERRORS,
            "istio_request_duration_milliseconds",
            BigDecimal.ONE,
            Optional.empty(),
            Targets.ITS_PODS,
            List.of(Matcher.equalTo("reporter", "destination")),
            List.of(List.of(
                    Matcher.equalTo("destination_workload_namespace", "{namespace}"),
                    Matcher.equalTo("destination_workload", "{workload}"))));

    /**
     * https://kubernetes.github.io/ingress-nginx/user-guide/monitoring/. The label {@code service} always names the
     * main Ingress' Service; a request that went to the canary Ingress' Service is told by {@code canary}, the name of
     * its upstream: namespace, service and port. Where Prometheus puts a {@code service} and a {@code namespace} of
     * its own on the target, the controller's labels are called {@code exported_…}.
     */
    private static final PresetMetrics NGINX_INGRESS = new PresetMetrics(
            "nginx_ingress_controller_requests",
            "status",
            SERVER_ERRORS,
            "nginx_ingress_controller_request_duration_seconds",
            MILLIS_PER_SECOND,
            Optional.empty(),
            Targets.PROXIES,
            List.of(),
            List.of(
                    List.of(
                            Matcher.equalTo("exported_namespace", "{namespace}"),
                            Matcher.equalTo("exported_service", "{service}"),
                            Matcher.equalTo("canary", "")),
                    List.of(
                            Matcher.equalTo("exported_namespace", ""),
                            Matcher.equalTo("namespace", "{namespace}"),
                            Matcher.equalTo("service", "{service}"),
                            Matcher.equalTo("canary", "")),
                    List.of(Matcher.matching("canary", "{namespace}-{service}-[a-z0-9]+"))));
}
