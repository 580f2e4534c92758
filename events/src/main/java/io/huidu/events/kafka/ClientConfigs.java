package io.huidu.events.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The properties of each client; what {@link KafkaSettings#clientProperties()} says wins. */
record ClientConfigs(KafkaSettings settings, String clientId) {

    /**
     * Checks what can be checked without a broker, so that a wrong client property stops the start.
     *
     * @throws IllegalArgumentException for a property that Kafka's clients refuse
     */
    ClientConfigs {
        try {
            new ProducerConfig(producer(settings, clientId));
            new ConsumerConfig(groupMember(settings, clientId, "group"));
            new AdminClientConfig(admin(settings, clientId));
        } catch (ConfigException e) {
            throw new IllegalArgumentException("kafka.clientProperties: " + e.getMessage(), e);
        }
    }

    Map<String, Object> producer() {
        return producer(settings, clientId);
    }

    Map<String, Object> reader(String topic) {
        return reader(settings, clientId + "-" + topic);
    }

    Map<String, Object> groupMember(String topic, String group) {
        return groupMember(settings, clientId + "-" + topic, group);
    }

    /** A member whose listener may take a minute for one record. Another one waits for it so long. */
    Map<String, Object> slowMember(String topic, String group) {
        Map<String, Object> config = groupMember(topic, group);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId + "-" + group);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        config.putAll(settings.clientProperties());
        return config;
    }

    Map<String, Object> admin() {
        return admin(settings, clientId);
    }

    private static Map<String, Object> producer(KafkaSettings settings, String clientId) {
        Map<String, Object> config = common(settings, clientId + "-publisher");
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // Without brokers a producer forgets its topics, and then blocks; only the publisher's own thread waits for it.
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 60_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 60_000);
        // A dead letter is somewhat larger than the record it was; how large is too large is the broker's to say.
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * 1024 * 1024);
        config.putAll(settings.clientProperties());
        return config;
    }

    private static Map<String, Object> reader(KafkaSettings settings, String clientId) {
        Map<String, Object> config = common(settings, clientId);
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        config.putAll(settings.clientProperties());
        return config;
    }

    private static Map<String, Object> groupMember(KafkaSettings settings, String clientId, String group) {
        Map<String, Object> config = reader(settings, clientId);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.topicPrefix() + group);
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        // By default a member that was killed keeps its partitions for 45 seconds, and nobody judges their releases.
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
        config.putAll(settings.clientProperties());
        return config;
    }

    private static Map<String, Object> admin(KafkaSettings settings, String clientId) {
        Map<String, Object> config = common(settings, clientId + "-contact");
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        config.putAll(settings.clientProperties());
        return config;
    }

    private static Map<String, Object> common(KafkaSettings settings, String clientId) {
        Map<String, Object> config = new HashMap<>();
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        return config;
    }
}
