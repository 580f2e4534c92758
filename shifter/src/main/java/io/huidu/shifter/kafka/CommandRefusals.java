package io.huidu.shifter.kafka;

import io.huidu.events.Command;
import io.huidu.events.CommandRefused;
import io.huidu.events.Envelope;
import io.huidu.events.EventIds;
import io.huidu.events.Refusal;
import io.huidu.events.kafka.EventPublisher;
import io.huidu.service.PerMinute;
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
    private static final int MOST_PER_MINUTE = 100;

    private final EventPublisher publisher;
    private final InstantSource clock;
    private final PerMinute answered;

    public CommandRefusals(EventPublisher publisher, InstantSource clock) {
        this.publisher = publisher;
        this.clock = clock;
        this.answered = new PerMinute(MOST_PER_MINUTE, clock);
    }

    /**
     * Says why.
     *
     * @param actor who sent it, if that is proven
     */
    void tell(Envelope asked, Command command, Optional<String> actor, Refusal refusal, String why) {
        switch (answered.next()) {
            case THROUGH -> answer(asked, command, actor, refusal, why);
            case FIRST_HELD ->
                LOG.warn("More than {} commands refused within a minute; others are, in silence", MOST_PER_MINUTE);
            case HELD -> LOG.debug("{} refused ({}): {}", command.type().type(), refusal, why);
        }
    }

    private void answer(Envelope asked, Command command, Optional<String> actor, Refusal refusal, String why) {
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
                clock.instant(),
                asked.correlationId(),
                Optional.of(asked.id()),
                refused));
    }
}
