package io.huidu.e2e.bench.faults;

import io.huidu.events.Command;
import io.huidu.events.Envelope;
import io.huidu.events.EventIds;
import io.huidu.events.EventType;
import io.huidu.events.kafka.EventPublisher;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** People who steer releases by commands, each of which is sent several times, and late ones before early ones. */
final class Hands {

    private static final URI SOURCE = URI.create("/bench/faults");

    private final EventPublisher publisher;
    private final Random random;
    private final Map<Envelope, CompletableFuture<Void>> sent = new HashMap<>();
    private final Set<Subject> done = new HashSet<>();

    Hands(EventPublisher publisher, Random random) {
        this.publisher = publisher;
        this.random = random;
    }

    /** How many different commands there were. */
    int commands() {
        return sent.size();
    }

    void begin(Subject subject) {
        send(List.of(command(subject, EventType.COMMAND_RELEASE, Instant.now())));
    }

    /** Once for each that runs. */
    void steer(Subject subject) {
        if (!done.add(subject)) {
            return;
        }
        Instant now = Instant.now();
        switch (subject.hand()) {
            case NONE, BEGINS -> {
                // Nobody interferes.
            }
            case PAUSES ->
                send(List.of(
                        command(subject, EventType.COMMAND_PAUSE, now),
                        command(subject, EventType.COMMAND_RESUME, now.plusMillis(1))));
            case ROLLS_BACK -> send(List.of(command(subject, EventType.COMMAND_ROLLBACK, now)));
        }
    }

    /** What Kafka has not taken is sent again, under the same id. */
    void insist() {
        sent.replaceAll(
                (envelope, arrival) -> arrival.isCompletedExceptionally() ? publisher.publish(envelope) : arrival);
    }

    /** Everything once more, when all is over. */
    void repeatAll() {
        sent.replaceAll((envelope, arrival) -> publisher.publish(envelope));
    }

    boolean allArrived() {
        return sent.values().stream().allMatch(future -> future.isDone() && !future.isCompletedExceptionally());
    }

    private void send(List<Envelope> commands) {
        List<Envelope> shuffled = new ArrayList<>(commands);
        shuffled.addAll(commands);
        Collections.shuffle(shuffled, random);
        shuffled.forEach(envelope -> sent.put(envelope, publisher.publish(envelope)));
    }

    private static Envelope command(Subject subject, EventType type, Instant askedAt) {
        Command command = new Command(
                type,
                subject.key(),
                "oncall",
                "a drill",
                type == EventType.COMMAND_RELEASE ? Optional.of("v2") : Optional.empty(),
                Optional.empty());
        String id = EventIds.of(command, askedAt);
        return new Envelope(id, SOURCE, askedAt, id, Optional.empty(), command);
    }
}
