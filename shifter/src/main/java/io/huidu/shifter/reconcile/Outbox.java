package io.huidu.shifter.reconcile;

import io.huidu.events.ReleaseKey;
import io.huidu.shifter.rollout.Announcement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends what statuses hold as untold, in their order: of one resource's announcements, the next is sent when the one
 * before has arrived, so that no reader meets a later one first, however often one has to be sent.
 *
 * <p>It holds nothing that a restart would lose: what has arrived is taken out of the status with the next write of it,
 * and what is still there is sent again, under the same id. What it holds is bounded by the statuses, and of each at
 * most one is on its way.
 */
public final class Outbox {

    private final Map<ReleaseKey, Letters> letters = new ConcurrentHashMap<>();
    private final Messenger messenger;

    public Outbox(Messenger messenger) {
        this.messenger = messenger;
    }

    /** Those known to have arrived that the status may still hold. */
    public Set<String> arrived(ReleaseKey release) {
        Letters known = letters.get(release);
        return known == null ? Set.of() : known.arrived();
    }

    /** How many announcements haven't arrived yet. */
    public int waiting() {
        return letters.values().stream().mapToInt(Letters::waiting).sum();
    }

    /**
     * Sends what isn't on its way yet. What failed to arrive is sent again here: every cycle comes by.
     *
     * @param untold as the status holds it now, so that nobody is told what isn't recorded
     * @return those that this process meets for the first time
     */
    List<Announcement> send(ReleaseKey release, List<Announcement> untold) {
        return untold.isEmpty() && !letters.containsKey(release)
                ? List.of()
                : letters.computeIfAbsent(release, key -> new Letters()).send(untold);
    }

    void forget(ReleaseKey release) {
        letters.remove(release);
    }

    /** Of one resource. */
    private final class Letters {

        private List<Announcement> waiting = List.of();
        private final Set<String> met = new HashSet<>();
        private final Set<String> arrived = new HashSet<>();
        private boolean underWay;

        synchronized int waiting() {
            return waiting.size();
        }

        synchronized Set<String> arrived() {
            return Set.copyOf(arrived);
        }

        synchronized List<Announcement> send(List<Announcement> untold) {
            Set<String> ids = new HashSet<>();
            List<Announcement> fresh = new ArrayList<>();
            untold.forEach(announcement -> {
                ids.add(announcement.id());
                if (met.add(announcement.id())) {
                    fresh.add(announcement);
                }
            });
            met.retainAll(ids);
            arrived.retainAll(ids);
            waiting = untold.stream().filter(a -> !arrived.contains(a.id())).toList();
            next();
            return fresh;
        }

        private synchronized void next() {
            if (underWay || waiting.isEmpty()) {
                return;
            }
            Announcement first = waiting.getFirst();
            underWay = true;
            var unused = messenger.send(first).whenComplete((nothing, failure) -> {
                if (failure == null) {
                    arrived(first);
                } else {
                    failed();
                }
            });
        }

        private synchronized void arrived(Announcement announcement) {
            underWay = false;
            arrived.add(announcement.id());
            waiting = waiting.stream()
                    .filter(a -> !a.id().equals(announcement.id()))
                    .toList();
            next();
        }

        private synchronized void failed() {
            underWay = false;
        }
    }
}
