package io.huidu.shifter.kafka;

import io.huidu.events.Command;
import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.kafka.EventListener;
import io.huidu.shifter.command.CommandHandler;
import io.huidu.shifter.command.CommandHandler.Answer;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands commands to those who do them. Every replica hears every command: the resource remembers what was done, so that
 * the first one does it. What fails ends in the dead letters.
 */
public final class KafkaCommands implements EventListener {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaCommands.class);

    private final Map<EventType, CommandHandler> handlers;

    public KafkaCommands(Map<EventType, CommandHandler> handlers) {
        this.handlers = Map.copyOf(handlers);
    }

    @Override
    public void received(Envelope envelope, int partition) {
        if (envelope.event() instanceof Command command) {
            Optional.ofNullable(handlers.get(command.type()))
                    .map(handler -> handler.obey(command, envelope.time()))
                    .ifPresent(answer -> log(envelope, command, answer));
        }
    }

    private static void log(Envelope envelope, Command command, Answer answer) {
        var line = switch (answer) {
            case Answer.Done done -> LOG.atInfo();
            case Answer.Nothing nothing -> LOG.atDebug();
            case Answer.Refused refused -> LOG.atWarn();
        };
        line.addKeyValue("release", command.release())
                .addKeyValue("command", envelope.id())
                .addKeyValue("actor", command.actor())
                .log("{}", answer);
    }
}
