package io.huidu.consumers.notify.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huidu.consumers.message.Kind;
import io.huidu.consumers.notify.channel.JsonCalls.NotDoneException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Grafana's annotations. The one of a release's beginning becomes a region when the release ends; it is found by its
 * tags, so that nothing has to be remembered here. Grafana shows texts as HTML, so they are escaped.
 *
 * @param url where Grafana is
 * @param token a file with a service account's token that may write annotations
 */
public record GrafanaChannel(Web web, URI url, SecretFile token) implements Channel {

    @Override
    public Outcome send(News news) throws InterruptedException {
        return JsonCalls.outcome(() -> {
            JsonCalls calls = JsonCalls.withToken(web, token, Map.of());
            JsonNode beginning = isEnd(news.message().kind()) ? beginning(calls, news) : JsonCalls.JSON.missingNode();
            ObjectNode body = body(news);
            if (beginning.isMissingNode()) {
                calls.call("POST", api(""), body.put("time", millis(news)));
            } else {
                calls.call("PATCH", api("/" + beginning.path("id").asLong()), body.put("timeEnd", millis(news)));
            }
        });
    }

    private JsonNode beginning(JsonCalls calls, News news) throws NotDoneException, InterruptedException {
        JsonNode found = calls.get(
                api("?limit=1&tags=%s&tags=%s".formatted(encoded(releaseTag(news)), encoded(Kind.STARTED.toString()))));
        return found.path(0);
    }

    private ObjectNode body(News news) {
        ObjectNode body = JsonCalls.JSON.createObjectNode();
        body.put(
                "text",
                escaped(news.message().title() + "\n" + news.message().text()).replace("\n", "<br>"));
        body.putArray("tags")
                .add("huidu")
                .add(news.changed().release().toString())
                .add(news.message().kind().toString())
                .add(releaseTag(news));
        return body;
    }

    private URI api(String rest) {
        return URI.create(url.toString().replaceAll("/+$", "") + "/api/annotations" + rest);
    }

    private static boolean isEnd(Kind kind) {
        return kind == Kind.PROMOTED || kind == Kind.ROLLED_BACK || kind == Kind.ABORTED;
    }

    private static long millis(News news) {
        return news.envelope().time().toEpochMilli();
    }

    private static String releaseTag(News news) {
        return "release:" + news.changed().state().releaseId();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
