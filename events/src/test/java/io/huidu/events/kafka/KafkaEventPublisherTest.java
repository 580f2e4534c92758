package io.huidu.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.huidu.events.ReleaseKey;
import io.huidu.events.codec.EventCodec;
import io.huidu.events.kafka.KafkaEventPublisher.Limits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaEventPublisherTest {

    private static final String COMMANDS = "test.huidu.commands";

    private final MockProducer<byte[], byte[]> producer = producer();
    private final Deque<MockProducer<byte[], byte[]>> producers = new ArrayDeque<>(List.of(producer));
    private final CountDownLatch topics = new CountDownLatch(1);
    private final KafkaMetrics metrics = new KafkaMetrics();
    private final KafkaEventPublisher publisher = publisher(Limits.DEFAULT);

    @AfterEach
    void close() {
        topics.countDown();
        publisher.close();
    }

    @Test
    void completesWhenKafkaHasTheEvent() {
        // Given
        topics.countDown();

        // When
        CompletableFuture<Void> outcome = publisher.publish(Commands.pause("1"));

        // Then
        await().until(() -> producer.history().size() == 1);
        assertThat(producer.history().getFirst().topic()).isEqualTo(COMMANDS);
        assertThat(outcome).isNotDone();
        assertThat(producer.completeNext()).isTrue();
        assertThat(outcome).isCompleted();
        assertThat(metrics.published.labels(COMMANDS).get()).isEqualTo(1);
    }

    @Test
    void tellsAFailureUntilAnEventGetsThroughAgain() {
        // Given
        topics.countDown();

        // When
        CompletableFuture<Void> lost = publisher.publish(Commands.pause("1"));
        await().until(() -> producer.errorNext(new TimeoutException("expired")));

        // Then
        assertThat(lost).isCompletedExceptionally();
        assertThat(metrics.givenUp.labels(COMMANDS).get()).isEqualTo(1);
        assertThat(publisher.problem())
                .contains("events don't get through to test.huidu.commands: "
                        + "org.apache.kafka.common.errors.TimeoutException: expired");

        // When
        CompletableFuture<Void> through = publisher.publish(Commands.pause("2"));
        await().until(producer::completeNext);

        // Then
        assertThat(through).isCompleted();
        assertThat(publisher.problem()).isEmpty();
    }

    @Test
    void sendsNothingBeforeTheTopicsAreThereAndThenInOrder() {
        List<CompletableFuture<Void>> outcomes = Stream.of("1", "2", "3")
                .map(id -> publisher.publish(Commands.pause(id)))
                .toList();
        assertThat(producer.history()).isEmpty();

        topics.countDown();

        await().until(() -> producer.history().size() == 3);
        assertThat(producer.history()).extracting(KafkaEventPublisherTest::id).containsExactly("1", "2", "3");
        assertThat(outcomes).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void neverBlocksItsCallerAndGivesUpWhatIsTooMuch() {
        List<CompletableFuture<Void>> outcomes = Stream.generate(() -> publisher.publish(Commands.pause("1")))
                .limit(10_100)
                .toList();

        assertThat(outcomes.getLast()).isCompletedExceptionally();
        assertThat(outcomes.stream().filter(CompletableFuture::isDone).count()).isBetween(90L, 100L);
    }

    @Test
    void holdsOnToFewBytesHoweverLongKafkaIsAwayAndTakesEventsAgainAfterwards() {
        KafkaEventPublisher small = publisher(new Limits(10_000, 1_000, Duration.ofSeconds(60)));

        List<CompletableFuture<Void>> outcomes = Stream.generate(
                        () -> small.publish(Commands.pause("1", "x".repeat(300))))
                .limit(100)
                .toList();

        long kept = outcomes.stream().filter(outcome -> !outcome.isDone()).count();
        assertThat(kept).isBetween(1L, 3L);
        topics.countDown();
        await().until(() -> producer.history().size() == kept);
        while (producer.completeNext()) {
            // Each that arrives makes room.
        }
        assertThat(small.publish(Commands.pause("2", "x".repeat(300)))).isNotDone();
        small.close();
    }

    @Test
    void givesUpWhatHasWaitedTooLongWithoutAskingTheProducerForIt() {
        KafkaEventPublisher impatient = publisher(new Limits(10_000, 100_000, Duration.ofNanos(1)));
        topics.countDown();

        CompletableFuture<Void> late = impatient.publish(Commands.pause("1"));

        await().until(late::isCompletedExceptionally);
        assertThat(producer.history()).isEmpty();
        impatient.close();
    }

    @Test
    void leavesNoFutureOpenWhenItIsClosed() {
        CompletableFuture<Void> first = publisher.publish(Commands.pause("1"));
        CompletableFuture<Void> second = publisher.publish(Commands.pause("2"));

        publisher.close();

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedExceptionally();
        assertThat(publisher.publish(Commands.pause("3"))).isCompletedExceptionally();
        assertThat(metrics.givenUp.labels(COMMANDS).get()).isEqualTo(3);
    }

    @Test
    void replacesAProducerThatRefusesEverything() {
        // Given
        topics.countDown();
        MockProducer<byte[], byte[]> next = producer();
        producers.add(next);
        producer.sendException = new KafkaException("in a fatal state");

        // When
        CompletableFuture<Void> lost = publisher.publish(Commands.pause("1"));
        CompletableFuture<Void> through = publisher.publish(Commands.pause("2"));

        // Then
        await().until(next::completeNext);
        assertThat(lost).isCompletedExceptionally();
        assertThat(through).isCompleted();
        assertThat(producer.closed()).isTrue();
    }

    @Test
    void refusesAnEventThatCannotBeWrittenWithoutBlamingKafka() {
        CompletableFuture<Void> outcome = publisher.publish(Commands.release("1", "x".repeat(1_000_000)));

        assertThat(outcome).isCompletedExceptionally();
        assertThat(metrics.givenUp.labels(COMMANDS).get()).isEqualTo(1);
        assertThat(publisher.problem()).isEmpty();
    }

    @Test
    void takesARequestOutOfItsTopic() {
        topics.countDown();

        CompletableFuture<Void> outcome = publisher.tombstone(new ReleaseKey("shop", "servicea"));

        await().until(producer::completeNext);
        assertThat(outcome).isCompleted();
        ProducerRecord<byte[], byte[]> record = producer.history().getFirst();
        assertThat(record.topic()).isEqualTo("test.huidu.analysis-requests");
        assertThat(record.key()).isEqualTo("shop/servicea".getBytes(StandardCharsets.UTF_8));
        assertThat(record.value()).isNull();
    }

    private KafkaEventPublisher publisher(Limits limits) {
        return new KafkaEventPublisher(
                new KafkaSettings("localhost:9092", "test.", Map.of()),
                new EventCodec(),
                atMost -> topics.await(atMost.toMillis(), TimeUnit.MILLISECONDS),
                producers::removeFirst,
                metrics,
                limits);
    }

    private static MockProducer<byte[], byte[]> producer() {
        return new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static String id(ProducerRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
    }
}
