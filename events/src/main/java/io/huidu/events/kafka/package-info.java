/**
 * How events travel: topics, a publisher and subscribers over kafka-clients, behind one {@link
 * io.huidu.events.kafka.KafkaConnection} per process.
 */
@NullMarked
package io.huidu.events.kafka;

import org.jspecify.annotations.NullMarked;
