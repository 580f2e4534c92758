package io.huidu.events.kafka;

/** A running subscription; ends with {@link #close()}, which waits for the listener's last call. */
public interface EventSubscriber extends AutoCloseable {

    @Override
    void close();
}
