package io.huidu.shifter.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.huidu.events.Command;
import io.huidu.events.EventIds;
import io.huidu.events.EventType;
import io.huidu.events.ReleaseKey;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.command.Asked;
import io.huidu.shifter.command.CommandHandler;
import io.huidu.shifter.command.CommandHandler.Answer;
import io.huidu.shifter.console.access.Right;
import io.huidu.shifter.console.access.Viewer;
import io.huidu.shifter.console.view.Effect;
import io.huidu.shifter.console.view.Effects;
import io.huidu.shifter.console.view.Problem;
import io.huidu.shifter.console.view.Reading;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands, and has them done by those who do Kafka's: the resource says the same afterwards, whichever way one
 * came. What would do nothing is refused with why, so that nobody waits for it.
 */
final class CommandApi {

    private static final Logger LOG = LoggerFactory.getLogger(CommandApi.class);

    private final Entry entry;
    private final LiveObjects objects;
    private final Map<EventType, CommandHandler> handlers;
    private final InstantSource clock;

    /**
     * What became of it.
     *
     * @param message what will happen, or why nothing does
     */
    private record Done(String id, String outcome, String message, String actor, Instant time) {}

    CommandApi(Entry entry, LiveObjects objects, Map<EventType, CommandHandler> handlers, InstantSource clock) {
        this.entry = entry;
        this.objects = objects;
        this.handlers = Map.copyOf(handlers);
        this.clock = clock;
    }

    void command(Context request) {
        ReleaseKey key = Query.release(request);
        Viewer viewer = entry.required(request, Right.patchReleases(key.namespace()));
        JsonNode body = Body.read(request);
        CommandBody asked = CommandBody.of(body);
        CanaryRelease release = objects.release(key)
                .orElseThrow(() -> RefusedException.notFound("There is no CanaryRelease " + key + "."));
        Instant now = clock.instant();
        Effect effect = possible(asked, new Reading(release, now));
        Answers.json(request, obey(command(asked, key, viewer), now, effect.effect()));
    }

    private static Effect possible(CommandBody asked, Reading reading) {
        asked.about().filter(id -> !reading.isNow(id)).ifPresent(id -> {
            throw RefusedException.conflict("What it is about, %s, is over; look again.".formatted(id));
        });
        Effect effect = Effects.of(asked.wanted(), reading);
        effect.why().ifPresent(why -> {
            throw RefusedException.conflict("It can't be done: %s.".formatted(why));
        });
        return effect;
    }

    private static Command command(CommandBody asked, ReleaseKey key, Viewer viewer) {
        try {
            return asked.wanted().by(key, viewer.name(), asked.reason());
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid(
                    List.of(new Problem.Field("body", String.valueOf(e.getMessage()), "a command of the contract")));
        }
    }

    private Done obey(Command command, Instant now, String effect) {
        String id = EventIds.of(command, now);
        CommandHandler handler =
                Optional.ofNullable(handlers.get(command.type())).orElseThrow();
        try {
            Answer answer = handler.obey(command, new Asked(id, now, Optional.empty()));
            LOG.atInfo()
                    .addKeyValue("release", command.release())
                    .addKeyValue("command", id)
                    .addKeyValue("actor", command.actor())
                    .log("{}: {}", command.type().type(), answer);
            return switch (answer) {
                case Answer.Done done -> new Done(id, "done", effect, command.actor(), now);
                case Answer.Nothing(String why) -> new Done(id, "nothing", why, command.actor(), now);
                case Answer.Refused(String why) -> throw RefusedException.conflict("It can't be done: " + why + ".");
                case Answer.Expired(String why) -> throw RefusedException.conflict("It comes too late: " + why + ".");
            };
        } catch (KubernetesClientException e) {
            throw e.getCode() == 409
                    ? RefusedException.conflict("Others keep changing the resource; try again.")
                    : RefusedException.unavailable("The API server doesn't take it: " + e.getMessage());
        }
    }
}
