package io.huidu.consumers.notify.channel;

import io.huidu.limits.InputLimit;
import io.huidu.limits.TimedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/**
 * HTTP as every channel needs it: a limit on time and on what is read, no redirects, since a secret may be in the
 * request, and no URL in a reason, since it may be one.
 */
public final class Web {

    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration ANSWERING = Duration.ofSeconds(15);
    private static final int MOST_TOLD = 200;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECTING)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final InstantSource clock;
    private final Duration patience;

    public Web(InstantSource clock) {
        this(clock, ANSWERING);
    }

    /** @param patience with an answer's beginning, and once more with the rest of it */
    Web(InstantSource clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /** What a service has answered, or that it hasn't. */
    sealed interface Answer {

        /** A status of 200 to 299. */
        record Done(String body) implements Answer {}

        /** Anything else. */
        record NotDone(Outcome outcome) implements Answer {}
    }

    /** What time it is. */
    Instant now() {
        return clock.instant();
    }

    /** Sends one request. */
    Answer call(String method, URI uri, Map<String, String> headers, byte[] body) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(patience)
                .header("User-Agent", "huidu")
                .method(method, BodyPublishers.ofByteArray(body));
        try {
            headers.forEach(request::header);
        } catch (IllegalArgumentException e) {
            // Not said which value: a token with a line break in it is such a case.
            return new Answer.NotDone(new Outcome.Refused("a header has a value that HTTP doesn't allow"));
        }
        try {
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = new TimedInputStream(response.body(), patience)) {
                return answer(
                        response, new String(in.readNBytes(InputLimit.SERVICE_ANSWER.bytes()), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            return new Answer.NotDone(
                    new Outcome.Postponed("no answer: %s".formatted(e.getClass().getSimpleName()), Optional.empty()));
        }
    }

    private Answer answer(HttpResponse<InputStream> response, String body) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return new Answer.Done(body);
        }
        Optional<Duration> after = response.headers().firstValue("Retry-After").flatMap(this::retryAfter);
        String told = body.replaceAll("\\s+", " ");
        String reason =
                "HTTP %d: %s".formatted(status, told.length() <= MOST_TOLD ? told : told.substring(0, MOST_TOLD) + "…");
        // GitHub limits by 403 as well as by 429, and says so by this header.
        boolean later = status >= 500 || status == 429 || status == 408 || status == 425 || after.isPresent();
        return new Answer.NotDone(later ? new Outcome.Postponed(reason, after) : new Outcome.Refused(reason));
    }

    /** Seconds, or a date. */
    private Optional<Duration> retryAfter(String value) {
        try {
            return Optional.of(Duration.ofSeconds(Math.max(0, Long.parseLong(value.strip()))));
        } catch (NumberFormatException e) {
            try {
                Instant date = ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                Duration wait = Duration.between(clock.instant(), date);
                return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
            } catch (DateTimeParseException neither) {
                return Optional.empty();
            }
        }
    }
}
