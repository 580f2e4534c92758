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
public final class Viewer {

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
    public void opens(URI url, String until) {
        play("open", Map.of("url", url.toString(), "until", until));
    }

    /** The words of what a selector names, once the regular expression is found in them. */
    public String reads(String selector, String matching) {
        return play("read", Map.of("selector", selector, "matching", matching))
                .path("text")
                .asText();
    }

    public int counts(String selector) {
        return play("count", Map.of("selector", selector)).path("count").asInt();
    }

    public void types(String label, String text) {
        play("type", Map.of("label", label, "text", text));
    }

    public void chooses(String label, String option) {
        play("choose", Map.of("label", label, "option", option));
    }

    public void presses(String button) {
        play("press", Map.of("button", button));
    }

    /** Presses one that says that it does nothing. */
    public void insistsOn(String button) {
        play("insist", Map.of("button", button));
    }

    /** Why a button does nothing; empty where it would. */
    public String isRefused(String button) {
        return play("refusal", Map.of("button", button)).path("text").asText();
    }

    /** Answers the question that is asked, and gives what it said would happen. */
    public String confirms(String reason) {
        return play("confirm", Map.of("reason", reason)).path("text").asText();
    }

    /** Takes the slider to a percentage, and gives what it says then. */
    public String drags(int percent) {
        return play("drag", Map.of("percent", percent)).path("text").asText();
    }

    /** Goes down the list: how many releases came by, and how many rows there were at most at a time. */
    public JsonNode scrolls() {
        return play("scroll", Map.of());
    }

    /** What the server answers to a script in the page: the status, a space, and the words. */
    public String gets(String path) {
        return asks(Map.of("method", "GET", "path", path));
    }

    /** The same of a command, given past all buttons. */
    public String forces(String path, String body) {
        return asks(Map.of("method", "POST", "path", path, "body", body));
    }

    private String asks(Map<String, ?> request) {
        JsonNode answer = play("ask", request);
        return "%d %s"
                .formatted(answer.path("status").asInt(), answer.path("text").asText());
    }

    public void goesBack() {
        play("back", Map.of());
    }

    /** The id of the event after which the page has asked to go on; empty where it never had to. */
    public String hasGoneOnAfter() {
        return play("resumption", Map.of()).path("text").asText();
    }

    /** What keeps people out, as axe-core says, and what is wider than the window. */
    public List<String> findsWrong() {
        List<String> wrong = JSON.convertValue(play("audit", Map.of()), new TypeReference<>() {});
        int tooWide = play("overflow", Map.of()).path("count").asInt();
        return tooWide == 0
                ? wrong
                : List.of("%d pixels are wider than the window".formatted(tooWide), wrong.toString());
    }

    /** Takes a picture of a window of this height. */
    public void shoots(Path file, int height) {
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
