package io.huidu.consumers.notify.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huidu.consumers.message.Kind;
import io.huidu.consumers.message.Message;
import java.net.URI;
import java.util.Map;

/**
 * Microsoft Teams, by a workflow that posts what its webhook receives, as an Adaptive Card. All texts are {@code
 * TextRun}s, in which Teams looks for no Markdown; a mention would need an entity, and there is none.
 *
 * @param url a file with the webhook's URL, which is the secret
 */
public record TeamsChannel(Web web, SecretFile url) implements Channel {

    @Override
    public Outcome send(News news) throws InterruptedException {
        return JsonCalls.outcome(() -> {
            URI webhook = URI.create(JsonCalls.secret(url));
            new JsonCalls(web, Map.of()).call("POST", webhook, body(news.message()));
        });
    }

    static JsonNode body(Message message) {
        ObjectNode body = JsonCalls.JSON.createObjectNode();
        body.put("type", "message");
        ObjectNode attachment = body.putArray("attachments").addObject();
        attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
        ObjectNode card = attachment.putObject("content");
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard").put("version", "1.4");
        card.putObject("msteams").put("width", "Full");
        ArrayNode blocks = card.putArray("body");
        line(blocks)
                .addObject()
                .put("type", "TextRun")
                .put("text", message.title())
                .put("size", "Large")
                .put("weight", "Bolder")
                .put("color", colour(message.kind().tone()));
        message.text().lines().forEach(text -> run(line(blocks), text));
        for (Message.Fact fact : message.facts()) {
            ArrayNode runs = line(blocks);
            run(runs, fact.name() + ": ").put("weight", "Bolder");
            run(runs, fact.value());
        }
        return body;
    }

    private static ArrayNode line(ArrayNode blocks) {
        return blocks.addObject()
                .put("type", "RichTextBlock")
                .put("spacing", "Small")
                .putArray("inlines");
    }

    private static ObjectNode run(ArrayNode inlines, String text) {
        return inlines.addObject().put("type", "TextRun").put("text", text);
    }

    private static String colour(Kind.Tone tone) {
        return switch (tone) {
            case PLAIN -> "Default";
            case GOOD -> "Good";
            case WARNING -> "Warning";
            case BAD -> "Attention";
        };
    }
}
