package io.huidu.consumers.notify.channel;

import io.huidu.consumers.notify.channel.JsonCalls.NotDoneException;
import io.huidu.consumers.notify.channel.Web.Answer;
import io.huidu.events.Envelope;
import io.huidu.events.codec.EventCodec;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Any service that takes the event itself: a CloudEvent in structured mode, signed by HMAC-SHA256 as Standard Webhooks
 * 1.0 says, so that the receiver can use one of its libraries. {@code webhook-id} is the event's source and id, by which
 * a receiver leaves out what comes twice.
 *
 * @param secret a file with the key: {@code whsec_} and base64, or any text of which the bytes are the key
 */
public record WebhookChannel(Web web, URI url, SecretFile secret) implements Channel {

    private static final String PREFIX = "whsec_";

    @Override
    public Outcome send(News news) throws InterruptedException {
        return JsonCalls.outcome(() -> {
            Envelope envelope = news.envelope();
            byte[] body = new EventCodec().structured(envelope);
            String id = envelope.source() + "/" + envelope.id();
            String time = Long.toString(web.now().getEpochSecond());
            Map<String, String> headers = Map.of(
                    "Content-Type",
                    "application/cloudevents+json",
                    "webhook-id",
                    id,
                    "webhook-timestamp",
                    time,
                    "webhook-signature",
                    "v1," + signature(JsonCalls.secret(secret), id + "." + time + ".", body));
            if (web.call("POST", url, headers, body) instanceof Answer.NotDone(Outcome outcome)) {
                throw new NotDoneException(outcome);
            }
        });
    }

    static String signature(String secret, String before, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(secret), "HmacSHA256"));
            mac.update(before.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new AssertionError("Every Java platform has HmacSHA256, and takes any key", e);
        }
    }

    private static byte[] key(String secret) {
        if (secret.startsWith(PREFIX)) {
            try {
                return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            } catch (IllegalArgumentException e) {
                // Not one of theirs, though it looks like it.
            }
        }
        return secret.getBytes(StandardCharsets.UTF_8);
    }
}
