package io.huidu.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.RandomEvents;
import io.prometheus.client.CollectorRegistry;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
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
    void postponesOneUntilTheBrokersAreBack() {
        CdEventsMirror mirror = mirror(List.of(away(), working));

        assertThatThrownBy(() -> mirror.received(promoted, 0)).isInstanceOf(NotYetException.class);
        assertThat(mirror.problem()).hasValueSatisfying(why -> assertThat(why).contains("cdevents", "no brokers"));
        mirror.received(promoted, 0);

        assertThat(working.history()).hasSize(1);
        assertThat(mirror.problem()).isEmpty();
        assertThat(count("failed")).isEqualTo(1);
        assertThat(count("mirrored")).isEqualTo(1);
    }

    @Test
    void oneThatBrokersDontAnswerEndsUntoldWithTheProcess() {
        MockProducer<byte[], byte[]> silent =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        CdEventsMirror mirror = mirror(List.of(silent));

        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> mirror.received(promoted, 0));
        await().until(() -> !silent.history().isEmpty());
        mirror.close();
        silent.errorNext(new KafkaException("closed")); // as Kafka's own does by itself

        assertThatThrownBy(waiting::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(NotYetException.class);
        assertThatThrownBy(() -> mirror.received(promoted, 0)).isInstanceOf(NotYetException.class);
    }

    @Test
    void oneThatIsTooLargeIsGivenUpAndHoldsUpNoOther() {
        MockProducer<byte[], byte[]> small = producer();
        small.sendException = new RecordTooLargeException("2 MiB");
        CdEventsMirror mirror = mirror(List.of(small, working));

        assertThatThrownBy(() -> mirror.received(promoted, 0))
                .isInstanceOf(GivenUpException.class)
                .hasMessageContaining("too large for cdevents");
        mirror.received(promoted, 0);

        assertThat(working.history()).hasSize(1);
        assertThat(count("given_up")).isEqualTo(1);
        assertThat(count("mirrored")).isEqualTo(1);
    }

    private CdEventsMirror mirror(List<Producer<byte[], byte[]>> producers) {
        Queue<Producer<byte[], byte[]>> left = new ArrayDeque<>(producers);
        CdEventsMirror mirror = new CdEventsMirror("cdevents", left::remove);
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
