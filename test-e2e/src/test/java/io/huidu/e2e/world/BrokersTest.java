package io.huidu.e2e.world;

import static org.apache.kafka.clients.admin.AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class BrokersTest {

    @Test
    void anyBrokerTakesATopicAndIsGoneOnceClosed() throws Exception {
        // Given
        Broker broker = Brokers.any();
        int port = URI.create("kafka://" + broker.bootstrapServers()).getPort();

        // When
        Set<String> topics;
        try (broker;
                Admin admin = Admin.create(Map.of(BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("seen", Optional.empty(), Optional.empty())))
                    .all()
                    .get();
            topics = admin.listTopics().names().get();
        }

        // Then
        assertThat(topics).containsExactly("seen");
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(IOException.class);
    }
}
