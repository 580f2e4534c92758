package io.huidu.analyzer.prometheus;

import io.huidu.analyzer.analysis.MeasurementException;
import io.huidu.analyzer.counting.Sample;
import io.huidu.limits.TimedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Queries over Prometheus' HTTP API (https://prometheus.io/docs/prometheus/latest/querying/api/). Safe for use
 * by several threads.
 */
final class PrometheusClient {

    private static final int ENOUGH_OF_A_MESSAGE = 300;

    /** What Prometheus itself says of a query that took too long. */
    private static final int TOO_SLOW = 503;

    private final HttpClient http;
    private final Access access;
    private final URI base;
    private final URI instants;
    private final URI ranges;
    private final Duration timeout;
    private final long mostBytes;

    /** One that asks for nothing. */
    PrometheusClient(URI base, Duration timeout, long mostBytes) {
        this(base, Access.OPEN, timeout, mostBytes);
    }

    /**
     * @param base where Prometheus is; a path in it is kept, as behind a proxy
     * @param access what it asks for
     * @param timeout for the connection and for the whole of an answer
     * @param mostBytes an answer that is larger is refused
     */
    PrometheusClient(URI base, Access access, Duration timeout, long mostBytes) {
        this.access = access;
        this.base = base;
        String api = base.toString().replaceFirst("/+$", "") + "/api/v1/";
        this.instants = URI.create(api + "query");
        this.ranges = URI.create(api + "query_range");
        this.timeout = timeout;
        this.mostBytes = mostBytes;
        this.http = access.trusted(HttpClient.newBuilder())
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    /**
     * Evaluates an expression at an instant.
     *
     * @throws MeasurementException when Prometheus can't be reached in time, refuses, or answers what can't be read
     */
    List<LabelledSamples> query(String expression, Instant at) throws MeasurementException {
        List<LabelledSamples> found = new ArrayList<>();
        query(expression, at, found::add);
        return found;
    }

    /**
     * Evaluates an expression at an instant, and gives what it has found series by series.
     *
     * @throws MeasurementException as for all of it at once, or the taker's
     */
    void query(String expression, Instant at, QueryAnswer.Taker taker) throws MeasurementException {
        ask(instants, Map.of("query", expression, "time", seconds(at)), taker);
    }

    /**
     * The one number that an expression amounts to; 0 for none.
     *
     * @throws MeasurementException as for an expression
     */
    double number(String expression, Instant at) throws MeasurementException {
        return query(expression, at).stream()
                .flatMap(found -> found.samples().stream())
                .mapToDouble(Sample::value)
                .sum();
    }

    /**
     * Evaluates an expression again and again.
     *
     * @param from the first time
     * @param to the last, at most
     * @throws MeasurementException as for an instant
     */
    List<LabelledSamples> query(String expression, Instant from, Instant to, Duration step)
            throws MeasurementException {
        List<LabelledSamples> found = new ArrayList<>();
        ask(
                ranges,
                Map.of("query", expression, "start", seconds(from), "end", seconds(to), "step", step.toMillis() + "ms"),
                found::add);
        return found;
    }

    private static String seconds(Instant at) {
        return "%d.%03d".formatted(at.getEpochSecond(), TimeUnit.NANOSECONDS.toMillis(at.getNano()));
    }

    private void ask(URI queries, Map<String, String> form, QueryAnswer.Taker taker) throws MeasurementException {
        HttpRequest.Builder request = HttpRequest.newBuilder(queries)
                .timeout(timeout)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form) + "&timeout=" + timeout.toMillis() + "ms"));
        try {
            HttpResponse<InputStream> response =
                    http.send(access.signed(request).build(), HttpResponse.BodyHandlers.ofInputStream());
            read(response.statusCode(), response.body(), taker);
        } catch (HttpTimeoutException e) {
            throw new MeasurementException("Prometheus at %s doesn't answer within %s.".formatted(base, timeout), e);
        } catch (IOException e) {
            throw new MeasurementException("Prometheus at %s can't be reached: %s.".formatted(base, reason(e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeasurementException("The query was interrupted.", e);
        }
    }

    private void read(int status, InputStream answer, QueryAnswer.Taker taker)
            throws IOException, MeasurementException {
        try (InputStream body = new LimitedInputStream(new TimedInputStream(answer, timeout), mostBytes)) {
            parse(status, body, taker);
        }
    }

    private void parse(int status, InputStream body, QueryAnswer.Taker taker) throws IOException, MeasurementException {
        if (status == 200) {
            QueryAnswer.read(body, taker);
            return;
        }
        String text = new String(body.readNBytes(ENOUGH_OF_A_MESSAGE), StandardCharsets.UTF_8);
        String refusal = "Prometheus at %s refuses a query with HTTP status %d: %s"
                .formatted(base, status, QueryAnswer.error(text).orElse(text));
        throw status == TOO_SLOW
                ? new MeasurementException(refusal, new HttpTimeoutException(refusal))
                : new MeasurementException(refusal);
    }

    /** The client's exceptions for what happens most often have no message. */
    private static String reason(IOException e) {
        if (e.getMessage() != null) {
            return e.getMessage();
        }
        boolean isUnknown = e.getCause() != null && e.getCause().getCause() instanceof UnresolvedAddressException;
        if (isUnknown) {
            return "its host name is unknown";
        }
        return e instanceof ConnectException
                ? "nobody listens there"
                : e.getClass().getSimpleName();
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + '=' + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
