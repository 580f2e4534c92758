package io.huidu.events.kafka;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** As a member of a group, each partition from its beginning whenever this member gets it. */
final class WholeReading implements Reading {

    private final String topic;
    private final Telling telling;
    private final CatchingUp catchingUp = new CatchingUp();

    WholeReading(String topic, Telling telling) {
        this.topic = topic;
        this.telling = telling;
    }

    @Override
    public void begin(Consumer<byte[], byte[]> consumer) {
        consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                if (!partitions.isEmpty()) {
                    consumer.seekToBeginning(partitions);
                    catchingUp.begin(partitions);
                    telling.assigned(numbers(partitions));
                }
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                if (!partitions.isEmpty()) {
                    catchingUp.forget(partitions);
                    telling.revoked(numbers(partitions));
                }
            }
        });
    }

    @Override
    public boolean isReady(Consumer<byte[], byte[]> consumer) {
        return true;
    }

    @Override
    public void told(ConsumerRecord<byte[], byte[]> record) {}

    @Override
    public void afterPoll(Consumer<byte[], byte[]> consumer) {
        catchingUp.caughtUp(consumer).forEach(partition -> telling.caughtUp(partition.partition()));
    }

    /** Closing a consumer revokes its partitions through the listener above. */
    @Override
    public void end() {}

    static Set<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toUnmodifiableSet());
    }
}
