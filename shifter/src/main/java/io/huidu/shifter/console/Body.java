package io.huidu.shifter.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.huidu.shifter.console.view.Problem;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The JSON object that a request brings. */
final class Body {

    private static final int MOST_BYTES = 32_768;

    private Body() {}

    /**
     * Reads it.
     *
     * @throws RefusedException when it is too large, or none
     */
    static JsonNode read(Context request) {
        String type = Optional.ofNullable(request.contentType()).orElse("nothing");
        if (!type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw RefusedException.invalid(
                    List.of(new Problem.Field("Content-Type", "'%s'".formatted(type), "application/json")));
        }
        try {
            byte[] body = request.bodyInputStream().readNBytes(MOST_BYTES + 1);
            if (body.length > MOST_BYTES) {
                throw RefusedException.tooLarge("body: got more than %d bytes, expected fewer".formatted(MOST_BYTES));
            }
            JsonNode json = Json.MAPPER.readTree(body);
            if (!json.isObject()) {
                throw RefusedException.invalid(List.of(new Problem.Field("body", "something else", "a JSON object")));
            }
            return json;
        } catch (JsonProcessingException e) {
            throw RefusedException.invalid(List.of(new Problem.Field("body", e.getOriginalMessage(), "a JSON object")));
        } catch (IOException e) {
            throw new UncheckedIOException("The body ended early", e);
        }
    }
}
