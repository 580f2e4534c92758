package io.huidu.shifter.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.huidu.limits.InputLimit;
import io.huidu.shifter.route.SessionCookie;
import java.time.Duration;

/** The cookie of sessions as JSON. */
final class SessionJson {

    private static final String NAME = "name";
    private static final String CANARY = "canary";
    private static final String STABLE = "stable";
    private static final String SECONDS = "maxAgeSeconds";

    private static final ObjectMapper JSON = InputLimit.ANNOTATION.mapper();

    private SessionJson() {}

    static String write(SessionCookie cookie) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(NAME, cookie.name())
                .put(CANARY, cookie.canary())
                .put(STABLE, cookie.stable())
                .put(SECONDS, cookie.maxAge().toSeconds())
                .toString();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException when it isn't that
     */
    static SessionCookie parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return new SessionCookie(
                    json.path(NAME).asText(),
                    json.path(CANARY).asText(),
                    json.path(STABLE).asText(),
                    Duration.ofSeconds(json.path(SECONDS).asLong()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("session: got '%s', expected the JSON of a cookie".formatted(text), e);
        }
    }
}
