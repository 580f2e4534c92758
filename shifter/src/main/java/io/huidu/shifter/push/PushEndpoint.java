package io.huidu.shifter.push;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.huidu.events.Command;
import io.huidu.events.Envelope;
import io.huidu.events.EventIds;
import io.huidu.events.kafka.EventPublisher;
import io.huidu.limits.InputLimit;
import io.huidu.shifter.api.CanaryRelease;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a registry's notifications and makes commands of them, on {@code huidu.commands}.
 *
 * <p>It asks for the shared secret in {@code Authorization}, alone or after {@code Bearer}, and compares it in constant
 * time. What isn't accepted is answered with {@code {"problem": "…"}}: 401 without the secret, 405 for another method
 * than POST, 413 for more than a mebibyte, 400 for what isn't a notification, 503 when Kafka doesn't
 * take the commands, so that the registry tells again. Else 202 names the images and releases.
 */
public final class PushEndpoint implements HttpHandler {

    /** Where it is served. */
    public static final String PATH = "/registry-push";

    private static final Logger LOG = LoggerFactory.getLogger(PushEndpoint.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final long PATIENCE_SECONDS = 5;
    private static final URI SOURCE = URI.create("/huidu/shifter/registry-push");

    private final byte[] secret;
    private final Supplier<? extends Collection<CanaryRelease>> releases;
    private final UnaryOperator<Envelope> signing;
    private final EventPublisher publisher;

    /**
     * Takes notifications.
     *
     * @param secret shared with the registry
     * @param releases those that a push may be for
     * @param signing signs the commands, where that is asked for
     * @param publisher takes them
     */
    public PushEndpoint(
            String secret,
            Supplier<? extends Collection<CanaryRelease>> releases,
            UnaryOperator<Envelope> signing,
            EventPublisher publisher) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.releases = releases;
        this.signing = signing;
        this.publisher = publisher;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = JSON.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private record Answer(int status, Body body) {
        static Answer problem(int status, String problem) {
            return new Answer(status, new Body.Refused(problem));
        }
    }

    private sealed interface Body {
        record Refused(String problem) implements Body {}

        record Taken(int pushes, List<String> released) implements Body {}
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            return Answer.problem(405, "method: got '%s', expected POST".formatted(exchange.getRequestMethod()));
        }
        if (!isKnown(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")))) {
            return Answer.problem(401, "Authorization: expected the shared secret");
        }
        return InputLimit.PUSH
                .read(exchange.getRequestBody())
                .map(this::answer)
                .orElseGet(() -> Answer.problem(
                        413, "body: got more than %d bytes, expected fewer".formatted(InputLimit.PUSH.bytes())));
    }

    private boolean isKnown(Optional<String> authorization) {
        String given = authorization.orElse("");
        String bare = given.regionMatches(true, 0, "Bearer ", 0, 7)
                ? given.substring(7).strip()
                : given;
        return MessageDigest.isEqual(bare.getBytes(StandardCharsets.UTF_8), secret);
    }

    private Answer answer(byte[] body) {
        try {
            List<String> released = new ArrayList<>();
            List<Push> pushes = Notification.read(body);
            Collection<CanaryRelease> known = pushes.isEmpty() ? List.of() : releases.get();
            for (Push push : pushes) {
                for (Command command : PushCommands.of(push, known)) {
                    publish(command, push.at());
                    released.add("%s: %s"
                            .formatted(command.release(), command.image().orElseThrow()));
                }
            }
            return new Answer(202, new Body.Taken(pushes.size(), released));
        } catch (UnreadableNotificationException e) {
            return Answer.problem(400, String.valueOf(e.getMessage()));
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("A push was not taken: {}", e.toString());
            return Answer.problem(503, "Kafka doesn't take commands now");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.problem(503, "stopping");
        }
    }

    private void publish(Command command, Instant at)
            throws ExecutionException, InterruptedException, TimeoutException {
        String id = EventIds.of(command, at);
        Envelope asked = new Envelope(id, SOURCE, at, command.release().toString(), Optional.empty(), command);
        publisher.publish(signing.apply(asked)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
