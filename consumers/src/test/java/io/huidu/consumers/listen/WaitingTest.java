package io.huidu.consumers.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.ReleaseKey;
import io.huidu.events.ReleaseState;
import io.huidu.events.Weight;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaitingTest {

    private static final Instant BEGAN = Instant.parse("2026-03-01T10:00:00Z");
    private static final ReleaseKey SHOP = new ReleaseKey("shop", "servicea");

    private final List<String> told = new ArrayList<>();

    @Test
    void waitsForTheReleaseThatRuns() {
        Waiting waiting = forAny();

        waiting.heard(event("r1", EventType.RELEASE_STEP_ENTERED, -600), 3);
        assertThat(told).isEmpty();
        waiting.caughtUp(3);
        assertThat(told).containsExactly("r1 step-entered");
        waiting.heard(event("r1", EventType.RELEASE_PROMOTED, 60), 3);

        assertThat(waiting.ending()).contains(Ending.PROMOTED);
        assertThat(told).containsExactly("r1 step-entered", "r1 promoted");
    }

    @Test
    void takesNoEndFromBeforeForTheNextReleases() {
        Waiting waiting = forAny();

        waiting.heard(event("r1", EventType.RELEASE_STARTED, -900), 3);
        waiting.heard(event("r1", EventType.RELEASE_PROMOTED, -300), 3);
        waiting.caughtUp(3);
        assertThat(waiting.ending()).isEmpty();
        assertThat(told).isEmpty();
        waiting.heard(event("r1", EventType.RELEASE_HELD, 1), 3); // told late
        waiting.heard(event("r2", EventType.RELEASE_STARTED, 5), 3);
        waiting.heard(event("r2", EventType.RELEASE_ROLLED_BACK, 60), 3);

        assertThat(waiting.ending()).contains(Ending.ROLLED_BACK);
        assertThat(told).containsExactly("r2 started", "r2 rolled-back");
    }

    @Test
    void noticesAnEndBetweenItsBeginningAndCatchingUp() {
        Waiting waiting = forAny();

        waiting.heard(event("r1", EventType.RELEASE_STARTED, -900), 3);
        waiting.heard(event("r1", EventType.RELEASE_PROMOTED, 0), 3);

        assertThat(waiting.ending()).contains(Ending.PROMOTED);
        assertThat(told).containsExactly("r1 started", "r1 promoted");
    }

    @Test
    void doesNotCountTheEndOfOneWhoseBeginningItHasNotHeard() {
        Waiting waiting = forAny();

        waiting.heard(event("r1", EventType.RELEASE_PROMOTED, -300), 3);
        waiting.heard(event("r1", EventType.RELEASE_HELD, -200), 3);
        waiting.caughtUp(3);

        assertThat(told).isEmpty();
    }

    @Test
    void findsAReleaseThatBeganSinceAnInstantEvenIfItIsOver() {
        Waiting waiting = waiting(Optional.empty(), Optional.empty(), Optional.of(BEGAN.minusSeconds(60)));

        waiting.heard(event("r1", EventType.RELEASE_STARTED, -900), 3);
        waiting.heard(event("r1", EventType.RELEASE_ABORTED, -59), 3);
        assertThat(waiting.ending()).isEmpty();
        waiting.heard(event("r2", EventType.RELEASE_STARTED, -50), 3);
        waiting.heard(event("r2", EventType.RELEASE_PROMOTED, -10), 3);

        assertThat(waiting.ending()).contains(Ending.PROMOTED);
        assertThat(told).containsExactly("r2 started", "r2 promoted");
    }

    @Test
    void findsAReleaseByItsImage() {
        Waiting waiting = waiting(Optional.empty(), Optional.of("a:2"), Optional.empty());

        waiting.heard(event("r1", EventType.RELEASE_STARTED, -900, "a:1"), 3);
        waiting.heard(event("r1", EventType.RELEASE_PROMOTED, -800, "a:1"), 3);
        waiting.heard(event("r2", EventType.RELEASE_STARTED, -50, "a:2"), 3);
        waiting.heard(event("r2", EventType.RELEASE_ROLLED_BACK, -10, "a:2"), 3);

        assertThat(waiting.ending()).contains(Ending.ROLLED_BACK);
        assertThat(told).containsExactly("r2 started", "r2 rolled-back");
    }

    @Test
    void findsAReleaseByItsIdAndNoOther() {
        Waiting waiting = waiting(Optional.of("r2"), Optional.empty(), Optional.empty());

        waiting.heard(event("r1", EventType.RELEASE_PROMOTED, 1), 3);
        waiting.heard(event("r2", EventType.RELEASE_PROMOTED, -10), 3);

        assertThat(waiting.ending()).contains(Ending.PROMOTED);
        assertThat(told).containsExactly("r2 promoted");
    }

    @Test
    void listensToOneResourceAlone() {
        Waiting waiting = forAny();
        ReleaseKey other = new ReleaseKey("shop", "serviceb");

        waiting.heard(event(other, "r1", EventType.RELEASE_STARTED, 5, "a:1"), 3);
        waiting.heard(event(other, "r1", EventType.RELEASE_PROMOTED, 6, "a:1"), 3);

        assertThat(waiting.ending()).isEmpty();
        assertThat(told).isEmpty();
    }

    private Waiting forAny() {
        return waiting(Optional.empty(), Optional.empty(), Optional.empty());
    }

    private Waiting waiting(Optional<String> id, Optional<String> image, Optional<Instant> since) {
        return new Waiting(
                new Sought(SHOP, id, image, since),
                BEGAN,
                e -> told.add(
                        e.correlationId() + " " + e.type().type().replaceAll("io\\.huidu\\.release\\.|\\.v1", "")));
    }

    private static Envelope event(String releaseId, EventType type, long seconds) {
        return event(releaseId, type, seconds, "a:1");
    }

    private static Envelope event(String releaseId, EventType type, long seconds, String image) {
        return event(SHOP, releaseId, type, seconds, image);
    }

    private static Envelope event(ReleaseKey key, String releaseId, EventType type, long seconds, String image) {
        ReleaseState state = new ReleaseState(
                key,
                releaseId,
                "v1",
                "v2",
                0,
                2,
                Weight.ZERO,
                Optional.empty(),
                Reason.STARTED,
                "why",
                Optional.empty(),
                Optional.of(image));
        return new Envelope(
                releaseId + type + seconds,
                URI.create("/huidu/shifter"),
                BEGAN.plusSeconds(seconds),
                releaseId,
                Optional.empty(),
                new ReleaseChanged(type, state));
    }
}
