package io.huidu.events.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where records go of which nothing can be made. */
@FunctionalInterface
interface Aside {

    /**
     * Puts one aside.
     *
     * @param reason one sentence for people
     */
    void put(ConsumerRecord<byte[], byte[]> record, String reason);
}
