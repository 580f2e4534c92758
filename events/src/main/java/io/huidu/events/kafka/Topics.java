package io.huidu.events.kafka;

import io.huidu.events.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics of the contract, created where they are absent. One that exists is never altered: it may have been made
 * by hand, for good reasons; a cleanup policy that would lose requests or keep everything is a warning.
 *
 * <p>Replication and in-sync replicas are left to the brokers' defaults. Twelve partitions let one to twelve analyzers
 * share the requests, evenly for 1, 2, 3, 4, 6 and 12, and partitions can't be added later without moving keys. Dead
 * letters are few and are read by people: one partition keeps them in order.
 */
final class Topics {

    static final int PARTITIONS = 12;

    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

    private Topics() {}

    /** Creates the topics that are absent, and gives those that were there before. */
    static List<Topic> ensure(Admin admin, KafkaSettings settings) throws ExecutionException, InterruptedException {
        Set<String> present = admin.listTopics().names().get();
        for (Topic topic : Topic.values()) {
            String name = settings.nameOf(topic);
            if (!present.contains(name)) {
                create(admin, name, topic);
            }
        }
        return Arrays.stream(Topic.values())
                .filter(topic -> present.contains(settings.nameOf(topic)))
                .toList();
    }

    /** What a new topic is like. */
    static NewTopic definition(String name, Topic topic) {
        int partitions = topic == Topic.DEAD_LETTERS ? 1 : PARTITIONS;
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(configs(topic));
    }

    private static Map<String, String> configs(Topic topic) {
        Map<String, String> configs = new TreeMap<>();
        topic.retention()
                .ifPresentOrElse(
                        retention -> {
                            configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
                            configs.put(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(retention.toMillis()));
                        },
                        () -> {
                            configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
                            // The newest segment is never compacted, so it must not be open for the usual week.
                            configs.put(TopicConfig.SEGMENT_MS_CONFIG, "3600000");
                        });
        if (topic == Topic.DEAD_LETTERS) {
            // A letter is somewhat larger than the record it was, which may be as large as brokers take.
            configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "2097152");
        }
        return configs;
    }

    private static void create(Admin admin, String name, Topic topic) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(List.of(definition(name, topic))).all().get();
            LOG.info("Created the topic {}", name);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return; // another process was quicker
            }
            if (!(e.getCause() instanceof AuthorizationException)) {
                throw e;
            }
            // It may well be there: who has no right to a topic isn't told of it, and nobody needs all of them.
            LOG.info("The topic {} can't be seen, and may not be created here", name);
        }
    }

    /** Warns of each topic whose cleanup policy is not what the contract says, or that it can't be asked for. */
    static void warnOfWrongPolicies(Admin admin, KafkaSettings settings, List<Topic> topics)
            throws InterruptedException {
        Map<Topic, ConfigResource> resources = topics.stream()
                .collect(Collectors.toMap(
                        topic -> topic,
                        topic -> new ConfigResource(ConfigResource.Type.TOPIC, settings.nameOf(topic))));
        try {
            Map<ConfigResource, Config> configs =
                    admin.describeConfigs(resources.values()).all().get();
            resources.forEach((topic, resource) -> {
                Config config = configs.get(resource);
                if (config != null) {
                    warnOfWrongPolicy(resource.name(), topic, config);
                }
            });
        } catch (ExecutionException e) {
            LOG.warn("The cleanup policies of the topics can't be checked: {}", String.valueOf(e.getCause()));
        }
    }

    private static void warnOfWrongPolicy(String name, Topic topic, Config config) {
        String expected =
                topic.retention().isPresent() ? TopicConfig.CLEANUP_POLICY_DELETE : TopicConfig.CLEANUP_POLICY_COMPACT;
        String got = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
        if (!expected.equals(got)) {
            LOG.warn("{}: cleanup.policy: got '{}', expected '{}'; the topic is left as it is", name, got, expected);
        }
    }
}
