package io.huidu.events.kafka;

import io.prometheus.client.Collector;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.util.List;
import java.util.stream.Stream;

/** What one connection has done, for Prometheus. */
final class KafkaMetrics extends Collector {

    final Counter published = counter("huidu_events_published_total", "Events that Kafka has taken.", "topic");
    final Counter givenUp = counter("huidu_events_given_up_total", "Events that could not be published.", "topic");
    final Counter read = counter("huidu_events_read_total", "Records read, of any kind.", "topic");
    final Counter deadLetters =
            counter("huidu_events_dead_letters_total", "Records read that were sent to the dead letters.", "topic");
    final Counter listenerFailures =
            counter("huidu_events_listener_failures_total", "Faults of this process with what was read.", "topic");
    final Counter restarts =
            counter("huidu_events_reading_restarts_total", "Consumers replaced after a failure.", "topic");
    final Gauge lag = Gauge.build(
                    "huidu_events_lag_records", "Records that are there and not read yet, of the partitions read here.")
            .labelNames("topic")
            .create();
    final Gauge reachable = Gauge.build("huidu_kafka_reachable", "1 while a broker answers, else 0.")
            .create();

    @Override
    public List<MetricFamilySamples> collect() {
        return Stream.of(published, givenUp, read, deadLetters, listenerFailures, restarts, lag, reachable)
                .flatMap(collector -> collector.collect().stream())
                .toList();
    }

    private static Counter counter(String name, String help, String label) {
        return Counter.build(name, help).labelNames(label).create();
    }
}
