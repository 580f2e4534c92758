package io.huidu.events.kafka;

import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.ReleaseKey;
import java.util.Set;

/**
 * What a subscriber tells. All calls come from the one thread of the subscription, in the order of the records of each
 * partition. Calls should return within seconds: nothing else is read meanwhile, and after minutes the group takes the
 * partitions away. An exception is logged and counted, the record goes to the dead letters, and reading goes on.
 */
public interface EventListener {

    /** Whether events of a type are told at all; others are passed over unread. */
    default boolean wants(EventType type) {
        return true;
    }

    /** An event. The same one can come again: tell by its {@link Envelope#id()}. */
    void received(Envelope envelope, int partition);

    /** On a compacted topic: the release has no record there any more. */
    default void ended(ReleaseKey release, int partition) {}

    /** These partitions are read from now on, in addition to those before. */
    default void assigned(Set<Integer> partitions) {}

    /** All that the partition held when it was assigned has been told. Comes once per assignment. */
    default void caughtUp(int partition) {}

    /** These partitions are read no more; somebody else may read them already. */
    default void revoked(Set<Integer> partitions) {}
}
