package io.huidu.e2e.world;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses a broker for tests that don't care which one they get. */
public final class Brokers {

    private static final Logger LOG = LoggerFactory.getLogger(Brokers.class);

    private Brokers() {}

    /** A broker in a container where Docker answers, one in this JVM elsewhere. */
    public static Broker any() {
        Broker broker = DockerSocket.ofThisMachine().answers() ? ContainerBroker.start() : InProcessBroker.start();
        LOG.info("kafka: {} at {}", broker.getClass().getSimpleName(), broker.bootstrapServers());
        return broker;
    }
}
