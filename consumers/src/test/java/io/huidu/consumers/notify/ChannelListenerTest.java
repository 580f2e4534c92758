package io.huidu.consumers.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huidu.consumers.SampleEvents;
import io.huidu.consumers.message.Kind;
import io.huidu.consumers.message.Templates;
import io.huidu.consumers.notify.HttpService.Answer;
import io.huidu.consumers.notify.channel.Outcome;
import io.huidu.consumers.notify.channel.SecretFile;
import io.huidu.consumers.notify.channel.SlackChannel;
import io.huidu.consumers.notify.channel.Web;
import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.kafka.GivenUpException;
import io.huidu.events.kafka.NotYetException;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelListenerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T11:00:00Z");

    @TempDir
    private Path folder;

    private final AtomicInteger failures = new AtomicInteger();
    private final CollectorRegistry registry = new CollectorRegistry();
    private final HttpService service = new HttpService(asked -> failures.getAndDecrement() > 0
            ? new Answer(503, Map.of("Retry-After", "0"), "busy")
            : Answer.of(200, "ok"));

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void postponesAMessageUntilItIsTaken() {
        failures.set(1);
        ChannelListener listener = listener(3, Kind.USUAL);

        assertThatThrownBy(() -> listener.received(SampleEvents.envelope("rolled-back"), 0))
                .isInstanceOfSatisfying(
                        NotYetException.class, e -> assertThat(e.pause()).isEqualTo(Duration.ofSeconds(1)));
        assertThat(waiting()).isEqualTo(1);
        listener.received(SampleEvents.envelope("rolled-back"), 0);

        assertThat(service.calls()).hasSize(2);
        assertThat(messages("sent")).isEqualTo(1);
        assertThat(waiting()).isZero();
        assertThat(registry.getSampleValue(
                        "huidu_notifier_retries_total", new String[] {"channel"}, new String[] {"oncall"}))
                .isEqualTo(1);
    }

    @Test
    void givesUpAfterSoManyTriesAndSaysWhy() {
        failures.set(9);
        ChannelListener listener = listener(2, Kind.USUAL);

        assertThatThrownBy(() -> listener.received(SampleEvents.envelope("rolled-back"), 0))
                .isInstanceOf(NotYetException.class);
        assertThatThrownBy(() -> listener.received(SampleEvents.envelope("rolled-back"), 0))
                .isInstanceOf(GivenUpException.class)
                .hasMessage("the channel oncall was not told: HTTP 503: busy (tried 2 times)");

        assertThat(service.calls()).hasSize(2);
        assertThat(messages("given_up")).isEqualTo(1);
        assertThat(waiting()).isZero();
    }

    @Test
    void countsTheTriesOfEachPartitionAndNoneOfOneThatItHasLost() {
        failures.set(9);
        ChannelListener listener = listener(2, Kind.USUAL);
        Envelope event = SampleEvents.envelope("rolled-back");

        assertThatThrownBy(() -> listener.received(event, 0)).isInstanceOf(NotYetException.class);
        assertThatThrownBy(() -> listener.received(event, 1)).isInstanceOf(NotYetException.class);
        listener.revoked(Set.of(0));

        assertThat(waiting()).isEqualTo(1);
        assertThatThrownBy(() -> listener.received(event, 0)).isInstanceOf(NotYetException.class);
        assertThatThrownBy(() -> listener.received(event, 1)).isInstanceOf(GivenUpException.class);
        listener.revoked(Set.of(0, 1));
        assertThat(waiting()).isZero();
    }

    @Test
    void saysNothingOfWhatIsHistory() {
        Envelope event = SampleEvents.envelope("rolled-back");
        Envelope old = new Envelope(
                event.id(),
                event.source(),
                NOW.minus(Duration.ofHours(25)),
                event.correlationId(),
                Optional.empty(),
                event.event());

        listener(3, Kind.USUAL).received(old, 0);

        assertThat(service.calls()).isEmpty();
        assertThat(messages("too_old")).isEqualTo(1);
    }

    @Test
    void wantsWhatARouteLeadsToItAndNoIntervals() {
        ChannelListener listener = listener(3, Set.of(Kind.HELD));

        assertThat(listener.wants(EventType.RELEASE_HELD)).isTrue();
        assertThat(listener.wants(EventType.RELEASE_PROMOTED)).isFalse();
        assertThat(listener.wants(EventType.ANALYSIS_PROGRESSED)).isFalse();
    }

    @Test
    void whatComesAndGoesInAStepIsOneFact() {
        ChannelListener listener = listener(3, Kind.USUAL);
        Envelope held = SampleEvents.envelope("held");
        Envelope again = new Envelope(
                held.id() + " later", held.source(), NOW, held.correlationId(), Optional.empty(), held.event());

        assertThat(listener.fact(again)).isEqualTo(listener.fact(held));
        assertThat(listener.fact(SampleEvents.envelope("paused")))
                .isNotEqualTo(listener.fact(SampleEvents.envelope("resumed")));
    }

    @Test
    void waitsTwiceAsLongEachTimeAndAsLongAsItIsAsked() {
        Outcome.Postponed postponed = new Outcome.Postponed("busy", Optional.empty());

        assertThat(List.of(1, 2, 3, 7, 50))
                .extracting(tries -> Patience.before(postponed, tries).toSeconds())
                .containsExactly(1L, 2L, 4L, 60L, 60L);
        assertThat(Patience.before(new Outcome.Postponed("busy", Optional.of(Duration.ofSeconds(90))), 1))
                .isEqualTo(Duration.ofSeconds(90));
        assertThat(Patience.before(new Outcome.Postponed("busy", Optional.of(Duration.ofDays(1))), 1))
                .isEqualTo(Duration.ofMinutes(5));
    }

    private ChannelListener listener(int tries, Set<Kind> kinds) {
        InstantSource clock = InstantSource.fixed(NOW);
        SlackChannel slack = new SlackChannel(new Web(clock), url());
        ChannelSettings settings = new ChannelSettings("oncall", slack, tries, Duration.ofHours(24));
        Notifications notifications = new Notifications(
                List.of(settings), List.of(new Route(Set.of("oncall"), List.of("*/*"), kinds)), Templates.USUAL);
        return new ChannelListener(settings, notifications, new NotifierMetrics(registry), clock);
    }

    private SecretFile url() {
        try {
            return new SecretFile(
                    Files.writeString(folder.resolve("url"), service.uri().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Double waiting() {
        return registry.getSampleValue("huidu_notifier_waiting", new String[] {"channel"}, new String[] {"oncall"});
    }

    private double messages(String outcome) {
        Double value = registry.getSampleValue(
                "huidu_notifier_messages_total", new String[] {"channel", "outcome"}, new String[] {"oncall", outcome});
        return value == null ? 0 : value;
    }
}
