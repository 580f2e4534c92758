package io.huidu.events.kafka;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Which partitions are read, and from where. Used by one thread. */
sealed interface Reading permits WholeReading, TailReading, OnwardReading {

    /** Begins with a new consumer, the first one or the next after a failure. */
    void begin(Consumer<byte[], byte[]> consumer);

    /** Comes before each poll, and says whether there is anything to poll yet. */
    boolean isReady(Consumer<byte[], byte[]> consumer);

    /** Comes after each record has been told. */
    void told(ConsumerRecord<byte[], byte[]> record);

    /** Comes after all records of a poll have been told. */
    void afterPoll(Consumer<byte[], byte[]> consumer);

    /** Comes when the consumer is closed. */
    void end();
}
