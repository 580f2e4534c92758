package io.huidu.shifter.kafka;

import io.huidu.events.Command;
import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.Refusal;
import io.huidu.events.kafka.EventListener;
import io.huidu.shifter.authority.Authority;
import io.huidu.shifter.authority.Ruling;
import io.huidu.shifter.command.Asked;
import io.huidu.shifter.command.CommandHandler;
import io.huidu.shifter.command.CommandHandler.Answer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Hands commands to those who do them, if their senders may. Every replica hears every command: the resource remembers
 * what was done, so that the first one does it. What fails ends in the dead letters, what is refused is answered.
 */
public final class KafkaCommands implements EventListener {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaCommands.class);

    private final Map<EventType, CommandHandler> handlers;
    private final Supplier<Authority> authority;
    private final CommandRefusals refusals;

    /**
     * Does nothing yet.
     *
     * @param authority who may do what, as it is now
     */
    public KafkaCommands(
            Map<EventType, CommandHandler> handlers, Supplier<Authority> authority, CommandRefusals refusals) {
        this.handlers = Map.copyOf(handlers);
        this.authority = authority;
        this.refusals = refusals;
    }

    @Override
    public void received(Envelope envelope, int partition) {
        if (!(envelope.event() instanceof Command command)) {
            return;
        }
        switch (authority.get().rule(envelope, command)) {
            case Ruling.Granted granted -> obey(envelope, granted);
            case Ruling.Refused(Refusal refusal, Optional<String> actor, String why) ->
                refusals.tell(envelope, command, actor, refusal, why);
        }
    }

    private void obey(Envelope envelope, Ruling.Granted granted) {
        Command command = granted.command();
        Optional<String> proven = granted.until().map(signed -> command.actor());
        Optional.ofNullable(handlers.get(command.type()))
                .map(handler -> handler.obey(command, new Asked(envelope.id(), envelope.time(), granted.until())))
                .ifPresent(answer -> {
                    switch (answer) {
                        case Answer.Done done -> log(Level.INFO, envelope, command, done);
                        case Answer.Nothing nothing -> log(Level.DEBUG, envelope, command, nothing);
                        case Answer.Refused(String why) ->
                            refusals.tell(envelope, command, proven, Refusal.NOT_POSSIBLE, why);
                        case Answer.Expired(String why) ->
                            refusals.tell(envelope, command, proven, Refusal.EXPIRED, why);
                    }
                });
    }

    private static void log(Level level, Envelope envelope, Command command, Answer answer) {
        LOG.atLevel(level)
                .addKeyValue("release", command.release())
                .addKeyValue("command", envelope.id())
                .addKeyValue("actor", command.actor())
                .log("{}", answer);
    }
}
