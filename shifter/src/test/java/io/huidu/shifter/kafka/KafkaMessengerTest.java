package io.huidu.shifter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.ReleaseKey;
import io.huidu.events.ReleaseState;
import io.huidu.events.Weight;
import io.huidu.events.kafka.EventPublisher;
import io.huidu.shifter.rollout.Announcement;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaMessengerTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                argumentSet("no answer", new TimeoutException("late"), true),
                argumentSet("no right, which may be given", new TopicAuthorizationException("huidu.events"), true),
                argumentSet("wrapped", new CompletionException(new TimeoutException("late")), true),
                argumentSet("no JSON", new IllegalArgumentException("NaN"), false),
                argumentSet("too large", new CompletionException(new RecordTooLargeException("2 MB")), false));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void onlyWhatCanArriveIsToBeSentAgain(Exception failure, boolean again) {
        KafkaMessenger messenger = new KafkaMessenger(new FailingPublisher(failure));

        CompletableFuture<Void> outcome = messenger.send(announcement());

        assertThat(outcome).isDone();
        assertThat(outcome.isCompletedExceptionally()).isEqualTo(again);
    }

    private static Announcement announcement() {
        return new Announcement(
                "id",
                "cause",
                Instant.EPOCH,
                new ReleaseChanged(
                        EventType.RELEASE_STARTED,
                        new ReleaseState(
                                new ReleaseKey("shop", "servicea"),
                                "r",
                                "v1",
                                "v2",
                                0,
                                2,
                                Weight.of(5),
                                Optional.empty(),
                                Reason.STARTED,
                                "in words",
                                Optional.empty())));
    }

    private record FailingPublisher(Exception failure) implements EventPublisher {

        @Override
        public CompletableFuture<Void> publish(Envelope envelope) {
            return CompletableFuture.failedFuture(failure);
        }

        @Override
        public CompletableFuture<Void> tombstone(ReleaseKey release) {
            throw new UnsupportedOperationException("no request is taken back here");
        }
    }
}
