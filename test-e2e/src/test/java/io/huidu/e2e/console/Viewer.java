package io.huidu.e2e.console;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a person does and sees at a page. How it is done stands in {@code test-e2e/console/scenes.mjs}. */
final class Viewer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final URI browser;
    private final Look look;

    Viewer(URI browser, Look look) {
        this.browser = browser;
        this.look = look;
    }

    /** Goes to a page, and waits until what the selector names can be seen. */
    void opens(URI url, String until) {
        play("open", Map.of("url", url.toString(), "until", until));
    }

    /** The words of what a selector names, once the regular expression is found in them. */
    String reads(String selector, String matching) {
        return play("read", Map.of("selector", selector, "matching", matching))
                .path("text")
                .asText();
    }

    int counts(String selector) {
        return play("count", Map.of("selector", selector)).path("count").asInt();
    }

    void types(String label, String text) {
        play("type", Map.of("label", label, "text", text));
    }

    void presses(String button) {
        play("press", Map.of("button", button));
    }

    /** Why a button does nothing; empty where it would. */
    String isRefused(String button) {
        return play("refusal", Map.of("button", button)).path("text").asText();
    }

    /** Answers the question that is asked, and gives what it said would happen. */
    String confirms(String reason) {
        return play("confirm", Map.of("reason", reason)).path("text").asText();
    }

    /** Takes the slider to a percentage, and gives what it says then. */
    String drags(int percent) {
        return play("drag", Map.of("percent", percent)).path("text").asText();
    }

    /** Goes down the list: how many releases came by, and how many rows there were at most at a time. */
    JsonNode scrolls() {
        return play("scroll", Map.of());
    }

    /** What keeps people out, as axe-core says, and what is wider than the window. */
    List<String> findsWrong() {
        List<String> wrong = JSON.convertValue(play("audit", Map.of()), new TypeReference<>() {});
        int tooWide = play("overflow", Map.of()).path("count").asInt();
        return tooWide == 0
                ? wrong
                : List.of("%d pixels are wider than the window".formatted(tooWide), wrong.toString());
    }

    /** Takes a picture of a window of this height. */
    void shoots(Path file, int height) {
        play("shoot", Map.of("file", file.toString(), "height", height));
    }

    private JsonNode play(String scene, Map<String, ?> arguments) {
        Map<String, Object> all = new HashMap<>(arguments);
        all.put("look", look.toString());
        try {
            HttpRequest request = HttpRequest.newBuilder(browser.resolve("/" + scene))
                    .timeout(PATIENCE)
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(all)))
                    .build();
            HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError("%s %s: %s".formatted(scene, all, answer.body()));
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(scene, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + scene, e);
        }
    }
}
