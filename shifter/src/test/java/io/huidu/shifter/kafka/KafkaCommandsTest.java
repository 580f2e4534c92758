package io.huidu.shifter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.events.Command;
import io.huidu.events.CommandRefused;
import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.Refusal;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Topic;
import io.huidu.events.kafka.EventPublisher;
import io.huidu.shifter.authority.Actors;
import io.huidu.shifter.authority.Authority;
import io.huidu.shifter.authority.Namespaces;
import io.huidu.shifter.command.CommandHandler;
import io.huidu.shifter.command.CommandHandler.Answer;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KafkaCommandsTest implements EventPublisher {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final List<Command> obeyed = new ArrayList<>();
    private final List<Envelope> published = new ArrayList<>();
    private Instant now = NOON;
    private Answer answer = new Answer.Done("it stands in the resource");

    private final InstantSource clock = () -> now;
    private final CommandHandler handler = (command, asked) -> {
        obeyed.add(command);
        return answer;
    };
    private final KafkaCommands commands = new KafkaCommands(
            Map.of(EventType.COMMAND_PAUSE, handler),
            () -> new Authority(Actors.NOBODY, "huidu", new Namespaces(Set.of("playground"))),
            new CommandRefusals(this, clock));

    @Test
    void doesWhatIsAllowedAndAnswersNothing() {
        commands.received(pause("playground", "1"), 0);

        assertThat(obeyed).hasSize(1);
        assertThat(published).isEmpty();
    }

    @Test
    void answersWhatIsNotAllowedByAnEventThatSaysWhy() {
        commands.received(pause("shop", "1"), 0);

        assertThat(obeyed).isEmpty();
        Envelope told = published.getFirst();
        assertThat(told.type().topic()).isEqualTo(Topic.EVENTS);
        assertThat(told.causationId()).contains("1");
        assertThat(told.correlationId()).isEqualTo("story");
        assertThat(told.event())
                .isEqualTo(new CommandRefused(
                        new ReleaseKey("shop", "servicea"),
                        "1",
                        "io.huidu.command.pause.v1",
                        Optional.empty(),
                        Refusal.NOT_SIGNED,
                        "signature: got none, expected one of an actor that is known here"));
    }

    @Test
    void answersWhatCannotBeDoneAsWell() {
        answer = new Answer.Refused("no release runs");
        commands.received(pause("playground", "1"), 0);
        answer = new Answer.Expired("too late");
        commands.received(pause("playground", "2"), 0);
        answer = new Answer.Nothing("it was done");
        commands.received(pause("playground", "3"), 0);

        assertThat(published)
                .extracting(envelope -> ((CommandRefused) envelope.event()).refusal())
                .containsExactly(Refusal.NOT_POSSIBLE, Refusal.EXPIRED);
    }

    @Test
    void theSameRefusalHasTheSameId() {
        commands.received(pause("shop", "1"), 0);
        now = NOON.plusSeconds(1);
        commands.received(pause("shop", "1"), 0);
        commands.received(pause("shop", "2"), 0);

        assertThat(published.get(0).id()).isEqualTo(published.get(1).id());
        assertThat(published.get(2).id()).isNotEqualTo(published.get(0).id());
    }

    @Test
    void whoFloodsCommandsDoesNotFloodTheEvents() {
        for (int i = 0; i < 1_000; i++) {
            commands.received(pause("shop", "" + i), 0);
        }
        assertThat(published).hasSize(100);

        now = NOON.plusSeconds(60);
        commands.received(pause("shop", "later"), 0);

        assertThat(published).hasSize(101);
    }

    private static Envelope pause(String namespace, String id) {
        Command command = new Command(
                EventType.COMMAND_PAUSE,
                new ReleaseKey(namespace, "servicea"),
                "oncall",
                "lunch",
                Optional.empty(),
                Optional.empty());
        return new Envelope(id, URI.create("/chat"), NOON, "story", Optional.empty(), command);
    }

    @Override
    public CompletableFuture<Void> publish(Envelope envelope) {
        published.add(envelope);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> tombstone(ReleaseKey release) {
        throw new UnsupportedOperationException("Commands end no requests");
    }
}
