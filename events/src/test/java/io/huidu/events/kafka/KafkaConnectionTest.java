package io.huidu.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huidu.events.Topic;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A connection without a broker; with one, see EventsOverKafkaTest among the end-to-end tests. */
class KafkaConnectionTest {

    @Test
    void opensAndClosesWithoutABroker() throws IOException {
        // Given
        String nobody = "127.0.0.1:" + freePort();
        CollectorRegistry registry = new CollectorRegistry();

        // When
        CompletableFuture<Void> outcome;
        try (KafkaConnection connection = KafkaConnection.open(KafkaSettings.of(nobody), "test")) {
            registry.register(connection.metrics());
            outcome = connection.publisher().publish(Commands.pause("1"));
            connection.tail(Topic.COMMANDS, Instant.EPOCH, (envelope, partition) -> {});

            // Then
            assertThat(connection.reachable()).isFalse();
            assertThat(connection.problem()).contains("Kafka at " + nobody + " has not answered yet");
            assertThat(connection.fault()).isEqualTo(Optional.empty());
            assertThat(registry.getSampleValue("huidu_kafka_reachable")).isZero();
        }
        assertThat(outcome).isCompletedExceptionally();
    }

    @Test
    void refusesToReadDeadLettersAsEvents() throws IOException {
        KafkaSettings nobody = KafkaSettings.of("127.0.0.1:" + freePort());
        try (KafkaConnection connection = KafkaConnection.open(nobody, "test")) {
            assertThatThrownBy(() -> connection.tail(Topic.DEAD_LETTERS, Instant.EPOCH, (envelope, partition) -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Dead letters are no events");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
