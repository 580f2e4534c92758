package io.huidu.consumers.notify;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;

/** What became of messages, for Prometheus. */
final class NotifierMetrics {

    final Counter messages;
    final Counter retries;
    final Gauge waiting;

    NotifierMetrics(CollectorRegistry registry) {
        messages = Counter.build(
                        "huidu_notifier_messages_total", "Messages that were sent, given_up, or too_old to be sent.")
                .labelNames("channel", "outcome")
                .register(registry);
        retries = Counter.build("huidu_notifier_retries_total", "Tries that have to be followed by another.")
                .labelNames("channel")
                .register(registry);
        waiting = Gauge.build("huidu_notifier_waiting", "1 while a channel takes no messages for now, else 0.")
                .labelNames("channel")
                .register(registry);
    }
}
