package io.huidu.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.RandomEvents;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a CDEvent that brokers don't take. */
@Timeout(30)
class CdEventsMirrorTest {

    private static final long SEED = 20260301;

    private final Envelope promoted = new RandomEvents(SEED).envelope(EventType.RELEASE_PROMOTED);
    private final MockProducer<byte[], byte[]> working = producer();
    private final CollectorRegistry registry = new CollectorRegistry();

    @Test
    void triesUntilTheBrokersAreBack() {
        CdEventsMirror mirror = mirror(Duration.ofMillis(1), List.of(away(), away(), working));

        mirror.received(promoted, 0);

        assertThat(working.history()).hasSize(1);
        assertThat(mirror.problem()).isEmpty();
        assertThat(count("failed")).isEqualTo(2);
        assertThat(count("mirrored")).isEqualTo(1);
    }

    @Test
    void aWaitingOneSaysWhyAndEndsUntoldWithTheProcess() {
        CdEventsMirror mirror = mirror(Duration.ofMinutes(5), List.of(away()));

        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> mirror.received(promoted, 0));
        await().until(() -> mirror.problem().isPresent());
        mirror.close();

        assertThat(mirror.problem()).hasValueSatisfying(why -> assertThat(why).contains("cdevents", "no brokers"));
        assertThatThrownBy(waiting::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(UntoldException.class);
    }

    @Test
    void oneThatIsTooLargeIsGivenUpAndHoldsUpNoOther() {
        MockProducer<byte[], byte[]> small = producer();
        small.sendException = new RecordTooLargeException("2 MiB");
        CdEventsMirror mirror = mirror(Duration.ofMillis(1), List.of(small, working));

        assertThatThrownBy(() -> mirror.received(promoted, 0))
                .isInstanceOf(GivenUpException.class)
                .hasMessageContaining("too large for cdevents");
        mirror.received(promoted, 0);

        assertThat(working.history()).hasSize(1);
        assertThat(count("given_up")).isEqualTo(1);
        assertThat(count("mirrored")).isEqualTo(1);
    }

    private CdEventsMirror mirror(Duration pause, List<Producer<byte[], byte[]>> producers) {
        Queue<Producer<byte[], byte[]>> left = new ArrayDeque<>(producers);
        CdEventsMirror mirror = new CdEventsMirror("cdevents", left::remove, pause);
        registry.register(mirror.metrics());
        return mirror;
    }

    private double count(String outcome) {
        return Optional.ofNullable(registry.getSampleValue(
                        "huidu_cdevents_total", new String[] {"outcome"}, new String[] {outcome}))
                .orElse(0.0);
    }

    private static MockProducer<byte[], byte[]> away() {
        MockProducer<byte[], byte[]> away = producer();
        away.sendException = new TimeoutException("no brokers");
        return away;
    }

    private static MockProducer<byte[], byte[]> producer() {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
