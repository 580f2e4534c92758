package io.huidu.consumers.notify;

import io.huidu.consumers.message.Kind;
import io.huidu.consumers.message.Messages;
import io.huidu.consumers.notify.channel.Channel.News;
import io.huidu.consumers.notify.channel.Outcome;
import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.kafka.GivenUpException;
import io.huidu.events.kafka.OnwardListener;
import io.huidu.events.kafka.UntoldException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    private final CountDownLatch closing;
    private final Set<Kind> kinds;

    /** @param closing 0 when nothing is to be sent any more */
    ChannelListener(
            ChannelSettings settings,
            Notifications notifications,
            NotifierMetrics metrics,
            InstantSource clock,
            CountDownLatch closing) {
        this.settings = settings;
        this.routes = notifications.routes();
        this.messages = new Messages(notifications.templates());
        this.metrics = metrics;
        this.clock = clock;
        this.closing = closing;
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
                    .ifPresent(kind -> tell(new News(envelope, changed, messages.of(kind, changed))));
        }
    }

    private void tell(News news) {
        if (Duration.between(news.envelope().time(), clock.instant()).compareTo(settings.maxAge()) > 0) {
            count("too_old");
            return;
        }
        Optional<String> refusal = refusal(news);
        metrics.waiting.labels(settings.name()).set(0);
        count(refusal.isPresent() ? "given_up" : "sent");
        if (refusal.isPresent()) {
            String reason = "the channel %s was not told: %s".formatted(settings.name(), refusal.get());
            LOG.atWarn().addKeyValue("release", news.changed().release()).log("{}", reason);
            throw new GivenUpException(reason);
        }
    }

    /** Why it can't be sent at all; empty when it was. */
    private Optional<String> refusal(News news) {
        for (int tries = 1; ; tries++) {
            switch (send(news)) {
                case Outcome.Delivered delivered -> {
                    return Optional.empty();
                }
                case Outcome.Refused(String reason) -> {
                    return Optional.of(reason);
                }
                case Outcome.Postponed postponed -> {
                    if (tries >= settings.tries()) {
                        return Optional.of("%s (tried %d times)".formatted(postponed.reason(), tries));
                    }
                    LOG.debug("{} waits: {}", settings.name(), postponed.reason());
                    pause(Patience.before(postponed, tries));
                }
            }
        }
    }

    private Outcome send(News news) {
        if (closing.getCount() == 0) {
            throw new UntoldException();
        }
        try {
            return settings.channel().send(news);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UntoldException();
        }
    }

    private void pause(Duration pause) {
        metrics.retries.labels(settings.name()).inc();
        metrics.waiting.labels(settings.name()).set(1);
        try {
            if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new UntoldException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UntoldException();
        }
    }

    private void count(String outcome) {
        metrics.messages.labels(settings.name(), outcome).inc();
    }
}
