package io.huidu.consumers.notify.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.huidu.consumers.notify.channel.Web.Answer;
import io.huidu.limits.InputLimit;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Calls of a service that takes JSON, some after others; a call that fails ends them. */
final class JsonCalls {

    static final JsonMapper JSON = InputLimit.SERVICE_ANSWER.mapper();

    private final Web web;
    private final Map<String, String> headers;

    JsonCalls(Web web, Map<String, String> headers) {
        this.web = web;
        this.headers = new TreeMap<>(headers);
        this.headers.put("Content-Type", "application/json");
    }

    /** A service for which whoever calls shows a token. */
    static JsonCalls withToken(Web web, SecretFile token, Map<String, String> headers) throws NotDoneException {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Authorization", "Bearer " + secret(token));
        return new JsonCalls(web, all);
    }

    static String secret(SecretFile file) throws NotDoneException {
        return file.read()
                .orElseThrow(() -> new NotDoneException(new Outcome.Postponed(
                        "the file %s can't be read, or is empty".formatted(file), Optional.empty())));
    }

    /** What it answers. */
    JsonNode call(String method, URI uri, JsonNode body) throws NotDoneException, InterruptedException {
        byte[] bytes = body.isMissingNode() ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
        return switch (web.call(method, uri, headers, bytes)) {
            case Answer.Done(String answer) -> read(answer);
            case Answer.NotDone(Outcome outcome) -> throw new NotDoneException(outcome);
        };
    }

    JsonNode get(URI uri) throws NotDoneException, InterruptedException {
        return call("GET", uri, MissingNode.getInstance());
    }

    /** Some answer with a word that is no JSON. */
    private static JsonNode read(String answer) {
        try {
            return JSON.readTree(answer);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** Makes the outcome of calls that throw. */
    static Outcome outcome(Calls calls) throws InterruptedException {
        try {
            calls.run();
            return Outcome.DELIVERED;
        } catch (NotDoneException e) {
            return e.outcome();
        }
    }

    interface Calls {
        void run() throws NotDoneException, InterruptedException;
    }

    /** A call that came to nothing. */
    static final class NotDoneException extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Outcome outcome;

        NotDoneException(Outcome outcome) {
            super(outcome.toString());
            this.outcome = outcome;
        }

        Outcome outcome() {
            return outcome;
        }
    }
}
