package io.huidu.events;

import java.time.Duration;
import java.util.Optional;

/** The Kafka topics of the contract. Names can carry a prefix of the installation; see {@code KafkaSettings}. */
public enum Topic {
    /** What is to be analysed now: the latest request per release, a tombstone when there is none any more. */
    ANALYSIS_REQUESTS("huidu.analysis-requests", Optional.empty()),
    /** What happened: verdicts and the story of each release. */
    EVENTS("huidu.events", Optional.of(Duration.ofDays(14))),
    /** What people and machines ask for. */
    COMMANDS("huidu.commands", Optional.of(Duration.ofDays(7))),
    /** What could not be read, with the reason in its headers. */
    DEAD_LETTERS("huidu.dead-letters", Optional.of(Duration.ofDays(14)));

    private final String topicName;
    private final Optional<Duration> retention;

    Topic(String topicName, Optional<Duration> retention) {
        this.topicName = topicName;
        this.retention = retention;
    }

    public String topicName() {
        return topicName;
    }

    /** How long records are kept; empty means that the topic is compacted instead. */
    public Optional<Duration> retention() {
        return retention;
    }
}
