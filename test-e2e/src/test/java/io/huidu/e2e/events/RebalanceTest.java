package io.huidu.e2e.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.huidu.analyzer.analysis.Analyses;
import io.huidu.analyzer.kafka.RequestListener;
import io.huidu.e2e.world.Broker;
import io.huidu.e2e.world.Brokers;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Envelope;
import io.huidu.events.EventIds;
import io.huidu.events.EventType;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Topic;
import io.huidu.events.codec.EventJson;
import io.huidu.events.codec.UnreadableException;
import io.huidu.events.kafka.KafkaConnection;
import io.huidu.events.kafka.KafkaSettings;
import io.huidu.events.kafka.NotYetException;
import io.huidu.events.kafka.OnwardListener;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Members of groups come and go, on a real broker. */
class RebalanceTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int RELEASES = 48;

    @Test
    void releasesThatDoNotMoveGoOnWhileAnalyzersJoinAndLeave() throws Exception {
        try (Broker broker = Brokers.any();
                KafkaConnection shifter = connect(broker);
                KafkaConnection one = connect(broker)) {
            // Given an analyzer that has all releases
            for (AnalysisRequested request : requests()) {
                assertThat(shifter.publisher().publish(envelope(request)))
                        .succeedsWithin(LONG.toSeconds(), TimeUnit.SECONDS);
            }
            Work ofOne = new Work();
            one.whole(Topic.ANALYSIS_REQUESTS, "analyzers", new RequestListener(ofOne));
            await().atMost(LONG).until(() -> ofOne.running().size() == RELEASES);

            // When another one joins
            Set<String> moved;
            try (KafkaConnection other = connect(broker)) {
                Work ofOther = new Work();
                other.whole(Topic.ANALYSIS_REQUESTS, "analyzers", new RequestListener(ofOther));
                await().atMost(LONG)
                        .until(() -> !ofOther.running().isEmpty()
                                && ofOne.running().size() + ofOther.running().size() == RELEASES);
                moved = ofOther.running();

                // Then they share the releases, and nobody has touched those that stay
                assertThat(moved).hasSizeBetween(1, RELEASES - 1).doesNotContainAnyElementsOf(ofOne.running());
                assertThat(ofOne.running())
                        .allSatisfy(release -> assertThat(ofOne.of(release)).containsExactly("request"));
                assertThat(moved)
                        .allSatisfy(release -> assertThat(ofOne.of(release)).containsExactly("request", "end"));
            }

            // When it leaves, the first one begins anew with those, and still has not touched the others
            await().atMost(LONG).until(() -> ofOne.running().size() == RELEASES);
            assertThat(ofOne.running())
                    .allSatisfy(release -> assertThat(ofOne.of(release))
                            .isEqualTo(
                                    moved.contains(release)
                                            ? List.of("request", "end", "request")
                                            : List.of("request")));
        }
    }

    @Test
    void whoWaitsForItsNextTryHoldsUpNobodyWhoJoins() throws Exception {
        try (Broker broker = Brokers.any();
                KafkaConnection shifter = connect(broker);
                KafkaConnection other = connect(broker)) {
            // Given a member with all partitions, whose channel takes nothing for an hour
            Set<String> tried = ConcurrentHashMap.newKeySet();
            Set<String> told = ConcurrentHashMap.newKeySet();
            try (KafkaConnection one = connect(broker)) {
                one.onward(Topic.EVENTS, "channel", Instant.EPOCH, new Channel(release -> {
                    tried.add(release);
                    throw new NotYetException(Duration.ofHours(1));
                }));
                for (int i = 0; i < RELEASES; i++) {
                    Tale tale = new Tale(new ReleaseKey("shop", "service-" + i), "run-" + i, "service:2");
                    assertThat(shifter.publisher().publish(tale.started(Instant.EPOCH)))
                            .succeedsWithin(LONG.toSeconds(), TimeUnit.SECONDS);
                }
                await().atMost(LONG).until(() -> !tried.isEmpty());

                // When another one joins, whose channel takes everything
                other.onward(Topic.EVENTS, "channel", Instant.EPOCH, new Channel(told::add));

                // Then it gets its share at once
                await().atMost(LONG).until(() -> !told.isEmpty());
                assertThat(tried).hasSize(1);
            }

            // And all, when the one that waits has left
            await().atMost(LONG).until(() -> told.size() == RELEASES);
        }
    }

    /** Takes a release, or throws. */
    private record Channel(Consumer<String> taker) implements OnwardListener {

        @Override
        public void received(Envelope envelope, int partition) {
            taker.accept(envelope.release().name());
        }
    }

    private static KafkaConnection connect(Broker broker) {
        return KafkaConnection.open(KafkaSettings.of(broker.bootstrapServers()), "test");
    }

    /** The example of the contract, for as many services. */
    private static List<AnalysisRequested> requests() throws IOException {
        String path = "/io/huidu/events/schemas/examples/analysis.requested.v1.json";
        try (InputStream example = Objects.requireNonNull(AnalysisRequested.class.getResourceAsStream(path), path)) {
            String data = new JsonMapper().readTree(example).get("data").toString();
            return IntStream.range(0, RELEASES)
                    .mapToObj(number -> request(data.replace("servicea", "service-" + number)))
                    .toList();
        }
    }

    private static AnalysisRequested request(String data) {
        try {
            return (AnalysisRequested)
                    new EventJson().read(EventType.ANALYSIS_REQUESTED, data.getBytes(StandardCharsets.UTF_8));
        } catch (UnreadableException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Envelope envelope(AnalysisRequested request) {
        return new Envelope(
                EventIds.of(request),
                URI.create("/test"),
                Instant.EPOCH,
                request.releaseId(),
                Optional.empty(),
                request);
    }

    /** What an analyzer was told to do, by release. */
    private static final class Work implements Analyses {

        private final Map<String, List<String>> calls = new TreeMap<>();

        @Override
        public synchronized void request(AnalysisRequested request) {
            note(request.release(), "request");
        }

        @Override
        public synchronized void end(ReleaseKey release) {
            note(release, "end");
        }

        private void note(ReleaseKey release, String call) {
            calls.computeIfAbsent(release.name(), any -> new ArrayList<>()).add(call);
        }

        synchronized List<String> of(String release) {
            return List.copyOf(calls.getOrDefault(release, List.of()));
        }

        synchronized Set<String> running() {
            return calls.entrySet().stream()
                    .filter(entry -> entry.getValue().getLast().equals("request"))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(HashSet::new));
        }
    }
}
