package io.huidu.e2e.world;

import org.apache.kafka.common.utils.internals.AppInfoParser;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Testcontainers' Kafka, in the version of the Kafka client that is used here. */
final class ContainerBroker implements Broker {

    private final KafkaContainer container;

    private ContainerBroker(KafkaContainer container) {
        this.container = container;
    }

    static ContainerBroker start() {
        var image = DockerImageName.parse("apache/kafka").withTag(AppInfoParser.getVersion());
        var container = new KafkaContainer(image);
        container.start();
        return new ContainerBroker(container);
    }

    @Override
    public String bootstrapServers() {
        return container.getBootstrapServers();
    }

    @Override
    public void close() {
        container.close();
    }
}
