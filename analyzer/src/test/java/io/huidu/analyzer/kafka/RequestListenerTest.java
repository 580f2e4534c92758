package io.huidu.analyzer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huidu.analyzer.analysis.Analyses;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Command;
import io.huidu.events.Envelope;
import io.huidu.events.Event;
import io.huidu.events.EventType;
import io.huidu.events.Exposure;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import io.huidu.events.Preset;
import io.huidu.events.Probability;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Version;
import io.huidu.events.Weight;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestListenerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final List<String> calls = new ArrayList<>();
    private final RequestListener listener = new RequestListener(new Analyses() {
        @Override
        public void request(AnalysisRequested request) {
            calls.add("request " + request.requestId());
        }

        @Override
        public void end(ReleaseKey release) {
            calls.add("end " + release);
        }
    });

    @Test
    void startsTheLatestRequestOfEachReleaseOnceThePartitionIsRead() {
        listener.assigned(Set.of(0));
        listener.received(request("a", "a-1"), 0);
        listener.received(request("b", "b-1"), 0);
        listener.received(request("a", "a-2"), 0);
        assertThat(calls).isEmpty();

        listener.caughtUp(0);

        assertThat(calls).containsExactly("request a-2", "request b-1");
    }

    @Test
    void startsNothingThatEndedBeforeThePartitionWasRead() {
        listener.assigned(Set.of(0));
        listener.received(request("a", "a-1"), 0);
        listener.ended(new ReleaseKey("shop", "a"), 0);

        listener.caughtUp(0);

        assertThat(calls).isEmpty();
    }

    @Test
    void passesOnWhatComesLaterAtOnce() {
        listener.assigned(Set.of(0));
        listener.caughtUp(0);

        listener.received(request("a", "a-1"), 0);
        listener.ended(new ReleaseKey("shop", "a"), 0);

        assertThat(calls).containsExactly("request a-1", "end shop/a");
    }

    @Test
    void forgetsTheReleasesOfAPartitionThatIsTakenAway() {
        listener.assigned(Set.of(0, 1));
        listener.caughtUp(0);
        listener.caughtUp(1);
        listener.received(request("a", "a-1"), 0);
        listener.received(request("b", "b-1"), 1);

        listener.revoked(Set.of(0));

        assertThat(calls).containsExactly("request a-1", "request b-1", "end shop/a");
    }

    @Test
    void readsAPartitionAnewThatComesBack() {
        listener.assigned(Set.of(0));
        listener.received(request("a", "a-1"), 0);
        listener.revoked(Set.of(0));
        listener.assigned(Set.of(0));

        listener.caughtUp(0);

        assertThat(calls).isEmpty();
    }

    @Test
    void refusesAnEventThatIsNoRequest() {
        Envelope command = envelope(new Command(
                EventType.COMMAND_PAUSE,
                new ReleaseKey("shop", "a"),
                "somebody",
                "a look",
                Optional.empty(),
                Optional.empty()));

        assertThatThrownBy(() -> listener.received(command, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("type: got 'io.huidu.command.pause.v1', expected a request for an analysis");
    }

    @Test
    void isReadyOnceEveryPartitionIsRead() {
        assertThat(listener.problem()).hasValue("no partition of the requests has been assigned yet");
        listener.assigned(Set.of(0, 1));
        listener.caughtUp(0);
        assertThat(listener.problem()).hasValue("still reading the requests of partition [1]");

        listener.caughtUp(1);

        assertThat(listener.problem()).isEmpty();
    }

    private static Envelope request(String name, String requestId) {
        return envelope(new AnalysisRequested(
                new ReleaseKey("shop", name),
                name + "-release",
                requestId,
                new Version("v1", name + "-v1", name + "-v1", Map.of()),
                new Version("v2", name + "-v2", name + "-v2", Map.of()),
                List.of(new Exposure(0, Weight.of(20), NOW, NOW)),
                Optional.of(Weight.of(50)),
                new AnalysisPlan(
                        Preset.SPRING_BOOT,
                        Duration.ofSeconds(10),
                        Probability.of(0.01),
                        Probability.of(0.05),
                        100,
                        Duration.ZERO,
                        List.of(new MetricPlan("errors", MetricKind.ERRORS, 1, 0.1, 0, 0.5, 0.05)))));
    }

    private static Envelope envelope(Event event) {
        return new Envelope("1", URI.create("/test"), NOW, "release", Optional.empty(), event);
    }
}
