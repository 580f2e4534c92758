package io.huidu.consumers.notify.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huidu.consumers.message.Kind;
import io.huidu.consumers.message.Message;
import java.net.URI;
import java.util.Map;

/**
 * Slack, by an incoming webhook and Block Kit. All texts are {@code plain_text} or elements of {@code rich_text}, in
 * which Slack looks for no mark-up, links or mentions; the fallback {@code text} is escaped as Slack asks.
 *
 * @param url a file with the webhook's URL, which is the secret
 */
public record SlackChannel(Web web, SecretFile url) implements Channel {

    @Override
    public Outcome send(News news) throws InterruptedException {
        return JsonCalls.outcome(() -> {
            URI webhook = URI.create(JsonCalls.secret(url));
            new JsonCalls(web, Map.of()).call("POST", webhook, body(news.message()));
        });
    }

    static JsonNode body(Message message) {
        ObjectNode body = JsonCalls.JSON.createObjectNode();
        body.put("text", escaped(message.title() + ": " + message.text()));
        ArrayNode blocks = body.putArray("blocks");
        blocks.addObject()
                .put("type", "header")
                .set("text", plain(mark(message.kind().tone()) + message.title()));
        ArrayNode sections = blocks.addObject().put("type", "rich_text").putArray("elements");
        section(sections).addObject().put("type", "text").put("text", message.text() + "\n\n");
        ArrayNode facts = section(sections);
        for (Message.Fact fact : message.facts()) {
            facts.addObject()
                    .put("type", "text")
                    .put("text", fact.name() + ": ")
                    .putObject("style")
                    .put("bold", true);
            facts.addObject().put("type", "text").put("text", fact.value() + "\n");
        }
        return body;
    }

    private static ArrayNode section(ArrayNode sections) {
        return sections.addObject().put("type", "rich_text_section").putArray("elements");
    }

    private static ObjectNode plain(String text) {
        return JsonCalls.JSON
                .createObjectNode()
                .put("type", "plain_text")
                .put("text", text)
                .put("emoji", false);
    }

    /** A header has no colour. */
    private static String mark(Kind.Tone tone) {
        return switch (tone) {
            case PLAIN -> "";
            case GOOD -> "✅ ";
            case WARNING -> "⚠️ ";
            case BAD -> "⛔ ";
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
