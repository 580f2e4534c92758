package io.huidu.e2e.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.huidu.e2e.world.Partitions;
import io.huidu.e2e.world.World;
import io.huidu.events.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(SharedWorld.class)
@Order(Integer.MAX_VALUE)
class BadEventTest {

    /** Read by the analyzer and by the shifter. */
    @ParameterizedTest
    @EnumSource(
            value = Topic.class,
            names = {"ANALYSIS_REQUESTS", "EVENTS"})
    void aRecordThatIsNoEventLandsInTheDeadLettersWithTheReason(Topic topic, World world) throws Exception {
        // Given
        String text = "no event, but " + UUID.randomUUID();

        // When
        send(world, topic, text);

        // Then
        try (var letters = deadLetters(world)) {
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                letters.poll(Duration.ofMillis(200)).forEach(found::add);
                return found.stream().anyMatch(letter -> text.equals(new String(letter.value(), UTF_8)));
            });
            assertThat(headersOf(found, text)).contains(topic.topicName()).contains("CloudEvent");
        }
        assertThat(world.analyzer().process().current().isAlive()).isTrue();
        assertThat(world.shifter().process().current().isAlive()).isTrue();
    }

    private static void send(World world, Topic topic, String text) throws Exception {
        Map<String, Object> settings =
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, world.broker().bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            topic.topicName(), "shop/servicea".getBytes(UTF_8), text.getBytes(UTF_8)))
                    .get();
        }
    }

    private static KafkaConsumer<byte[], byte[]> deadLetters(World world) {
        Map<String, Object> settings =
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, world.broker().bootstrapServers());
        var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Partitions.of(consumer, Topic.DEAD_LETTERS.topicName());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private static String headersOf(List<ConsumerRecord<byte[], byte[]>> letters, String text) {
        StringBuilder headers = new StringBuilder();
        letters.stream()
                .filter(letter -> text.equals(new String(letter.value(), UTF_8)))
                .forEach(letter -> letter.headers()
                        .forEach(h -> headers.append("%s=%s%n".formatted(h.key(), new String(h.value(), UTF_8)))));
        return headers.toString();
    }
}
