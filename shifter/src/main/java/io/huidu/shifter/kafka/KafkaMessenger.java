package io.huidu.shifter.kafka;

import io.huidu.events.Envelope;
import io.huidu.events.kafka.EventPublisher;
import io.huidu.shifter.reconcile.Messenger;
import io.huidu.shifter.rollout.Announcement;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Sends changes as CloudEvents. The publisher logs and counts what fails. */
public final class KafkaMessenger implements Messenger {

    static final URI SOURCE = URI.create("/huidu/shifter");

    private final EventPublisher publisher;

    public KafkaMessenger(EventPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public CompletableFuture<Void> send(Announcement announcement) {
        Envelope envelope = new Envelope(
                announcement.id(),
                SOURCE,
                announcement.time(),
                announcement.event().state().releaseId(),
                Optional.of(announcement.cause()),
                announcement.event());
        return publisher.publish(envelope).exceptionallyCompose(KafkaMessenger::againUnlessItNeverArrives);
    }

    /** What JSON can't say, and what the broker finds too large, stays so. */
    private static CompletableFuture<Void> againUnlessItNeverArrives(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        boolean never = cause instanceof IllegalArgumentException || cause instanceof RecordTooLargeException;
        return never ? CompletableFuture.completedFuture(null) : CompletableFuture.failedFuture(failure);
    }
}
