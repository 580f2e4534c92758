package io.huidu.e2e.events;

import io.huidu.events.Envelope;
import io.huidu.events.ReleaseKey;
import io.huidu.events.kafka.EventListener;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that remembers what it was told. */
final class Heard implements EventListener {

    final List<Envelope> received = new CopyOnWriteArrayList<>();
    final List<ReleaseKey> ended = new CopyOnWriteArrayList<>();
    final Set<Integer> assigned = ConcurrentHashMap.newKeySet();
    final Set<Integer> caughtUp = ConcurrentHashMap.newKeySet();

    @Override
    public void received(Envelope envelope, int partition) {
        received.add(envelope);
        if (envelope.id().equals("makes the listener fail")) {
            throw new IllegalStateException("the listener failed");
        }
    }

    @Override
    public void ended(ReleaseKey release, int partition) {
        ended.add(release);
    }

    @Override
    public void assigned(Set<Integer> partitions) {
        assigned.addAll(partitions);
        caughtUp.removeAll(partitions);
    }

    @Override
    public void caughtUp(int partition) {
        caughtUp.add(partition);
    }

    @Override
    public void revoked(Set<Integer> partitions) {
        assigned.removeAll(partitions);
    }

    List<String> ids() {
        return received.stream().map(Envelope::id).toList();
    }
}
