package io.huidu.consumers.notify;

import io.huidu.events.Topic;
import io.huidu.events.kafka.KafkaConnection;
import io.prometheus.client.CollectorRegistry;
import java.time.InstantSource;

/**
 * Tells people and tools what happens to releases.
 *
 * <p>Each channel is a group of its own on {@code huidu.events}, with a thread and a place of its own: one that is slow
 * or away holds up no other, and what it hasn't told waits in Kafka. Processes that run notifiers share each channel's
 * partitions. A message is sent twice only if the process, or its right to the partition, ends after a service has
 * taken it and before that was committed, or if a service takes it and its answer is lost.
 */
public final class Notifier {

    private static final String GROUP = "huidu-notifier-";

    private Notifier() {}

    /** Tells of what happens from now on, or from where the groups have got to, until the connection is closed. */
    public static void start(
            Notifications notifications, KafkaConnection kafka, CollectorRegistry registry, InstantSource clock) {
        NotifierMetrics metrics = new NotifierMetrics(registry);
        for (ChannelSettings channel : notifications.channels()) {
            kafka.onward(
                    Topic.EVENTS,
                    GROUP + channel.name(),
                    clock.instant(),
                    new ChannelListener(channel, notifications, metrics, clock));
        }
    }
}
