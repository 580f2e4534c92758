package io.huidu.consumers.listen;

import io.huidu.events.Envelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds the run that is sought and follows it to its end, telling its events and no other's.
 *
 * <pre>
 * nothing found  ─ an event that shows the run ──────────────▶ candidate, its events are kept back
 * candidate      ─ an end before listening began ────────────▶ nothing found, what was kept is dropped
 * candidate      ─ an event later than that, or caught up ───▶ followed, what was kept is told
 * followed       ─ its end ──────────────────────────────────▶ over
 * </pre>
 *
 * A run that may be over is followed at once.
 */
final class Waiting {

    private final Sought sought;
    private final Instant began;
    private final Consumer<Envelope> tell;
    private final List<Envelope> keptBack = new ArrayList<>();
    private final Set<String> over = new LinkedHashSet<>();
    private Optional<String> found = Optional.empty();
    private int partition;
    private boolean following;
    private Optional<Ending> ending = Optional.empty();

    /** @param began when listening began */
    Waiting(Sought sought, Instant began, Consumer<Envelope> tell) {
        this.sought = sought;
        this.began = began;
        this.tell = tell;
    }

    /** How the run has ended; empty until then. */
    Optional<Ending> ending() {
        return ending;
    }

    void heard(Envelope event, int from) {
        if (ending.isPresent() || !event.release().equals(sought.release()) || over.contains(event.correlationId())) {
            return;
        }
        if (found.isEmpty() && sought.isShownBy(event)) {
            found = Optional.of(event.correlationId());
            partition = from;
            following = sought.mayBeOver();
        }
        if (found.filter(event.correlationId()::equals).isPresent()) {
            follow(event);
        } else {
            Ending.of(event.type()).ifPresent(end -> over.add(event.correlationId()));
        }
    }

    /** All that a partition held when listening began has been heard. */
    void caughtUp(int caughtUp) {
        if (found.isPresent() && caughtUp == partition) {
            tellAll();
        }
    }

    private void follow(Envelope event) {
        Optional<Ending> end = Ending.of(event.type());
        boolean late = !event.time().isBefore(began);
        if (end.isPresent() && !following && !late) {
            keptBack.clear();
            found = Optional.empty();
            over.add(event.correlationId());
            return;
        }
        keptBack.add(event);
        if (following || late) {
            tellAll();
        }
        ending = end;
    }

    private void tellAll() {
        following = true;
        keptBack.forEach(tell);
        keptBack.clear();
    }
}
