package io.huidu.shifter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.events.AnalysisPlan;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Envelope;
import io.huidu.events.Exposure;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import io.huidu.events.Preset;
import io.huidu.events.Probability;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Version;
import io.huidu.events.Weight;
import io.huidu.events.kafka.EventPublisher;
import io.huidu.shifter.rollout.AnalysisWanted;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KafkaAnalysesTest {

    private static final ReleaseKey KEY = new ReleaseKey("shop", "servicea");
    private static final AnalysisWanted NONE = new AnalysisWanted.None();

    private final List<String> sent = new ArrayList<>();
    private final List<CompletableFuture<Void>> deliveries = new ArrayList<>();
    private final KafkaAnalyses analyses =
            new KafkaAnalyses(new RecordingPublisher(), InstantSource.fixed(Instant.EPOCH));

    @Test
    void sendsAChangeOnceHoweverOftenItIsWanted() {
        analyses.want(KEY, wanted("r/0"));
        analyses.want(KEY, wanted("r/0"));
        deliver();
        analyses.want(KEY, wanted("r/0"));
        analyses.want(KEY, wanted("r/1"));
        analyses.want(KEY, NONE);
        analyses.want(KEY, NONE);

        assertThat(sent).containsExactly("r/0", "r/1", "tombstone");
    }

    @Test
    void sendsAgainWhatDidNotArrive() {
        analyses.want(KEY, wanted("r/0"));
        deliveries.getLast().completeExceptionally(new IllegalStateException("away"));

        analyses.want(KEY, wanted("r/0"));

        assertThat(sent).containsExactly("r/0", "r/0");
    }

    @Test
    void leavesTheAnalyzerAloneWhenThereIsNothingToSay() {
        analyses.want(KEY, new AnalysisWanted.AsBefore());

        assertThat(sent).isEmpty();
    }

    @Test
    void sendsEverythingOnceAfterARestart() {
        analyses.want(KEY, NONE);

        assertThat(sent).as("there may be a request from before").containsExactly("tombstone");
    }

    @Test
    void hasEndedWhenTheTombstoneHasArrived() {
        analyses.want(KEY, wanted("r/0"));
        deliver();

        assertThat(analyses.end(KEY)).isFalse();
        assertThat(analyses.end(KEY)).isFalse();
        deliver();

        assertThat(analyses.end(KEY)).isTrue();
        assertThat(sent).containsExactly("r/0", "tombstone");
    }

    private void deliver() {
        deliveries.getLast().complete(null);
    }

    private static AnalysisWanted wanted(String requestId) {
        Instant now = Instant.EPOCH;
        return new AnalysisWanted.Wanted(new AnalysisRequested(
                KEY,
                "r",
                requestId,
                new Version("v1", "servicea-v1", "servicea-v1", Map.of()),
                new Version("v2", "servicea-v2", "servicea-v2", Map.of()),
                List.of(new Exposure(0, Weight.of(5), now, now)),
                Optional.empty(),
                new AnalysisPlan(
                        Preset.SPRING_BOOT,
                        Duration.ofSeconds(15),
                        Probability.of(0.01),
                        Probability.of(0.05),
                        100,
                        Duration.ZERO,
                        List.of(new MetricPlan("errors", MetricKind.ERRORS, 1, 0, 0, 0.25, 0.005)))));
    }

    private final class RecordingPublisher implements EventPublisher {

        @Override
        public CompletableFuture<Void> publish(Envelope envelope) {
            return record(((AnalysisRequested) envelope.event()).requestId());
        }

        @Override
        public CompletableFuture<Void> tombstone(ReleaseKey release) {
            return record("tombstone");
        }

        private CompletableFuture<Void> record(String what) {
            CompletableFuture<Void> delivery = new CompletableFuture<>();
            sent.add(what);
            deliveries.add(delivery);
            return delivery;
        }
    }
}
