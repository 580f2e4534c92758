package io.huidu.e2e.world;

/** A Kafka broker on this machine that is ready for clients. */
public interface Broker extends AutoCloseable {

    /** What clients give as {@code bootstrap.servers}. */
    String bootstrapServers();

    /** Stops the broker for good. */
    @Override
    void close();
}
