package io.huidu.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.huidu.events.Topic;
import io.huidu.events.contract.AsyncApi;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AsyncApiTopicsTest {

    @ParameterizedTest
    @EnumSource
    void aTopicIsCreatedAsItIsDescribed(Topic topic) {
        JsonNode described = new AsyncApi().channel(topic.topicName()).at("/bindings/kafka");

        NewTopic created = Topics.definition(topic.topicName(), topic);

        assertThat(described.path("topic").asText()).isEqualTo(created.name());
        assertThat(described.path("partitions").asInt()).isEqualTo(created.numPartitions());
        assertThat(configuration(described.path("topicConfiguration"))).isEqualTo(created.configs());
    }

    private static Map<String, String> configuration(JsonNode described) {
        return described.properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> text(entry.getValue())));
    }

    private static String text(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(","))
                : value.asText();
    }
}
