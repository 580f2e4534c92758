package io.huidu.shifter.kafka;

import io.huidu.events.Command;
import io.huidu.events.CommandRefused;
import io.huidu.events.Envelope;
import io.huidu.events.EventIds;
import io.huidu.events.Refusal;
import io.huidu.events.kafka.EventPublisher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers commands that aren't done, by an event and in the log. Not more than a hundred in a minute: who floods the
 * commands must not flood the events with them, nor hold up those of releases.
 */
public final class CommandRefusals {

    private static final Logger LOG = LoggerFactory.getLogger(CommandRefusals.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MOST_PER_MINUTE = 100;

    private final EventPublisher publisher;
    private final InstantSource clock;
    private Instant minute = Instant.EPOCH;
    private int told;

    public CommandRefusals(EventPublisher publisher, InstantSource clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    /**
     * Says why.
     *
     * @param actor who sent it, if that is proven
     */
    void tell(Envelope asked, Command command, Optional<String> actor, Refusal refusal, String why) {
        Instant now = clock.instant();
        if (!isWithinTheLimit(now)) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("release", command.release())
                .addKeyValue("command", asked.id())
                .addKeyValue("actor", actor.orElse("unproven"))
                .log("{} refused ({}): {}", command.type().type(), refusal, why);
        CommandRefused refused =
                new CommandRefused(command.release(), asked.id(), command.type().type(), actor, refusal, why);
        var unused = publisher.publish(new Envelope(
                EventIds.of(refused),
                KafkaMessenger.SOURCE,
                now,
                asked.correlationId(),
                Optional.of(asked.id()),
                refused));
    }

    private synchronized boolean isWithinTheLimit(Instant now) {
        if (!now.isBefore(minute.plus(MINUTE))) {
            minute = now;
            told = 0;
        }
        told++;
        if (told == MOST_PER_MINUTE + 1) {
            LOG.warn(
                    "More than {} commands refused within a minute; the others are refused in silence",
                    MOST_PER_MINUTE);
        }
        return told <= MOST_PER_MINUTE;
    }
}
