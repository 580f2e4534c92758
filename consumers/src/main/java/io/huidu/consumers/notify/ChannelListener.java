package io.huidu.consumers.notify;

import io.huidu.consumers.message.Kind;
import io.huidu.consumers.message.Messages;
import io.huidu.consumers.notify.channel.Channel.News;
import io.huidu.consumers.notify.channel.Outcome;
import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.kafka.GivenUpException;
import io.huidu.events.kafka.NotYetException;
import io.huidu.events.kafka.OnwardListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends to one channel what the routes lead to it, one message after another, and tries again until it is taken. */
final class ChannelListener implements OnwardListener {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelListener.class);

    private final ChannelSettings settings;
    private final List<Route> routes;
    private final Messages messages;
    private final NotifierMetrics metrics;
    private final InstantSource clock;
    private final Set<Kind> kinds;
    /** How often the next message of a partition was sent, if it was. */
    private final Map<Integer, Integer> tries = new HashMap<>();

    ChannelListener(
            ChannelSettings settings, Notifications notifications, NotifierMetrics metrics, InstantSource clock) {
        this.settings = settings;
        this.routes = notifications.routes();
        this.messages = new Messages(notifications.templates());
        this.metrics = metrics;
        this.clock = clock;
        this.kinds = routes.stream()
                .filter(route -> route.channels().contains(settings.name()))
                .flatMap(route -> route.kinds().stream())
                .filter(settings.channel().kinds()::contains)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean wants(EventType type) {
        return Kind.of(type).filter(kinds::contains).isPresent();
    }

    /** What comes and goes keeps a release from going on again and again, but is told of once a step. */
    @Override
    public String fact(Envelope envelope) {
        return envelope.event() instanceof ReleaseChanged(EventType type, var state) && type == EventType.RELEASE_HELD
                ? "%s held %d %s".formatted(state.releaseId(), state.step(), state.reason())
                : OnwardListener.super.fact(envelope);
    }

    @Override
    public void received(Envelope envelope, int partition) {
        if (envelope.event() instanceof ReleaseChanged changed) {
            Kind.of(changed.type())
                    .filter(kinds::contains)
                    .filter(kind ->
                            routes.stream().anyMatch(route -> route.leads(settings.name(), kind, changed.release())))
                    .ifPresent(kind -> tell(new News(envelope, changed, messages.of(kind, changed)), partition));
        }
    }

    private void tell(News news, int partition) {
        if (Duration.between(news.envelope().time(), clock.instant()).compareTo(settings.maxAge()) > 0) {
            ended(partition, "too_old");
            return;
        }
        int tried = tries.merge(partition, 1, Integer::sum);
        switch (send(news)) {
            case Outcome.Delivered delivered -> ended(partition, "sent");
            case Outcome.Refused(String reason) -> throw givenUp(news, partition, reason);
            case Outcome.Postponed postponed -> {
                if (tried >= settings.tries()) {
                    throw givenUp(news, partition, "%s (tried %d times)".formatted(postponed.reason(), tried));
                }
                LOG.debug("{} waits: {}", settings.name(), postponed.reason());
                metrics.retries.labels(settings.name()).inc();
                metrics.waiting.labels(settings.name()).set(1);
                throw new NotYetException(Patience.before(postponed, tried));
            }
        }
    }

    private Outcome send(News news) {
        try {
            return settings.channel().send(news);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotYetException(Duration.ZERO);
        }
    }

    private GivenUpException givenUp(News news, int partition, String refusal) {
        ended(partition, "given_up");
        String reason = "the channel %s was not told: %s".formatted(settings.name(), refusal);
        LOG.atWarn().addKeyValue("release", news.changed().release()).log("{}", reason);
        return new GivenUpException(reason);
    }

    private void ended(int partition, String outcome) {
        metrics.messages.labels(settings.name(), outcome).inc();
        revoked(Set.of(partition));
    }

    /** Whoever has them now begins to count anew. */
    @Override
    public void revoked(Set<Integer> partitions) {
        tries.keySet().removeAll(partitions);
        if (tries.isEmpty()) {
            metrics.waiting.labels(settings.name()).set(0);
        }
    }
}
