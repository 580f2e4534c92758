package io.huidu.shifter.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.events.EventType;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.ReleaseKey;
import io.huidu.events.ReleaseState;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.Announcement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final ReleaseKey A = new ReleaseKey("shop", "a");
    private static final ReleaseKey B = new ReleaseKey("shop", "b");

    private final List<String> sent = new ArrayList<>();
    private final List<CompletableFuture<Void>> deliveries = new ArrayList<>();
    private final Outbox outbox = new Outbox(this::record);

    @Test
    void sendsTheNextOfAReleaseWhenTheOneBeforeHasArrived() {
        outbox.send(A, List.of(told(A, "1"), told(A, "2")));
        outbox.send(B, List.of(told(B, "3")));
        assertThat(sent).as("releases don't wait for each other").containsExactly("1", "3");
        assertThat(outbox.waiting()).isEqualTo(3);

        deliveries.getFirst().complete(null);

        assertThat(sent).containsExactly("1", "3", "2");
        assertThat(outbox.arrived(A)).containsExactly("1");
        assertThat(outbox.waiting()).isEqualTo(2);
    }

    @Test
    void sendsAgainWhatFailedBeforeAnythingThatFollows() {
        List<Announcement> untold = List.of(told(A, "1"), told(A, "2"));
        outbox.send(A, untold);
        deliveries.getFirst().completeExceptionally(new IllegalStateException("away"));
        assertThat(sent).containsExactly("1");

        outbox.send(A, untold);
        deliveries.getLast().complete(null);

        assertThat(sent).containsExactly("1", "1", "2");
    }

    @Test
    void sendsNothingTwiceThatIsOnItsWayOrHasArrived() {
        List<Announcement> untold = List.of(told(A, "1"));

        outbox.send(A, untold);
        outbox.send(A, untold);
        deliveries.getFirst().complete(null);
        outbox.send(A, untold);

        assertThat(sent).containsExactly("1");
    }

    @Test
    void remembersNothingOfWhatTheStatusNoLongerHolds() {
        outbox.send(A, List.of(told(A, "1")));
        deliveries.getFirst().complete(null);

        outbox.send(A, List.of());

        assertThat(outbox.arrived(A)).isEmpty();
    }

    @Test
    void tellsWhatItMeetsForTheFirstTime() {
        assertThat(outbox.send(A, List.of(told(A, "1")))).hasSize(1);

        assertThat(outbox.send(A, List.of(told(A, "1"), told(A, "2"))))
                .extracting(Announcement::id)
                .containsExactly("2");
    }

    private CompletableFuture<Void> record(Announcement announcement) {
        sent.add(announcement.id());
        deliveries.add(new CompletableFuture<>());
        return deliveries.getLast();
    }

    private static Announcement told(ReleaseKey release, String id) {
        return new Announcement(
                id,
                "cause",
                Instant.EPOCH,
                new ReleaseChanged(
                        EventType.RELEASE_STEP_ENTERED,
                        new ReleaseState(
                                release,
                                "r",
                                "v1",
                                "v2",
                                0,
                                2,
                                Weight.of(5),
                                Optional.empty(),
                                Reason.STEP_ENTERED,
                                "in words",
                                Optional.empty())));
    }
}
