package io.huidu.e2e.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.huidu.e2e.world.Broker;
import io.huidu.e2e.world.InProcessBroker;
import io.huidu.events.Command;
import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Topic;
import io.huidu.events.codec.Decoded;
import io.huidu.events.codec.EventCodec;
import io.huidu.events.kafka.EventListener;
import io.huidu.events.kafka.KafkaConnection;
import io.huidu.events.kafka.KafkaSettings;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What strangers may write: bytes at random, commands with something changed in them, and JSON of another form. */
class MutationsTest {

    private static final long SEED = 20260302;
    private static final int RECORDS = 10_000;
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final TopicPartition LETTERS = new TopicPartition(Topic.DEAD_LETTERS.topicName(), 0);
    private static final List<String> OTHER_FORMS = List.of(
            "{\"release\":\"shop/servicea\",\"actor\":\"ci\"}",
            "{\"release\":\"shop/servicea\",\"actor\":1,\"reason\":\"\"}",
            "{\"release\":\"Shop/servicea\",\"actor\":\"ci\",\"reason\":\"\"}",
            "{\"release\":\"shop/servicea\",\"actor\":\" \",\"reason\":\"\"}",
            "{\"release\":\"shop/servicea\",\"actor\":\"ci\",\"reason\":\"\",\"weight\":50}",
            "{\"release\":\"shop/servicea\",\"actor\":\"ci\",\"actor\":\"ops\",\"reason\":\"\"}",
            "{\"release\":\"shop/servicea\",\"actor\":\"ci\",\"reason\":null}",
            "{\"release\":\"shop/servicea\",\"actor\":\"%s\",\"reason\":\"\"}".formatted("a".repeat(501)),
            "{\"release\":\"shop/servicea\",\"actor\":\"ci\",\"reason\":\"%s\"}".formatted("a".repeat(5001)),
            "{\"more\":%s}".formatted("[".repeat(5_000)),
            "null",
            "[]",
            "\"" + "a".repeat(200_000) + "\"");

    private final Random random = new Random(SEED);
    private final EventCodec codec = new EventCodec();
    private final AtomicInteger told = new AtomicInteger();

    @Test
    void allThatIsNoCommandGoesToTheDeadLettersAndTheReadingGoesOn() throws Exception {
        System.out.println("seed " + SEED);
        try (Broker broker = InProcessBroker.start();
                KafkaConnection connection =
                        KafkaConnection.open(KafkaSettings.of(broker.bootstrapServers()), "huidu-test")) {
            // Given a reader
            await().atMost(LONG).until(connection::reachable);
            EventListener listener = new EventListener() {
                @Override
                public void received(Envelope envelope, int partition) {
                    told.incrementAndGet();
                }
            };
            var reading = connection.tail(Topic.COMMANDS, Instant.EPOCH, listener);
            connection.publisher().publish(command()).get();
            await().atMost(LONG).until(() -> told.get() == 1);
            long before = usedAfterCollection();

            // When
            int readable = write(broker.bootstrapServers());

            // Then
            int unreadable = RECORDS - readable;
            assertThat(unreadable).isGreaterThan(RECORDS * 8 / 10);
            await().atMost(LONG).until(() -> letters(broker.bootstrapServers()), there -> there >= unreadable);
            connection.publisher().publish(command()).get();
            await().atMost(LONG).until(() -> told.get() == readable + 2);
            assertThat(letters(broker.bootstrapServers())).isEqualTo(unreadable);
            assertThat(connection.problem()).isEmpty();
            assertThat(connection.fault()).isEmpty();
            assertThat(usedAfterCollection() - before).isLessThan(64L << 20);
            reading.close();
        }
    }

    /** Gives how many of the records are commands still. */
    private int write(String servers) throws ExecutionException, InterruptedException {
        Map<String, Object> config = Map.of("bootstrap.servers", servers, "linger.ms", 20);
        int readable = 0;
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < RECORDS; i++) {
                ProducerRecord<byte[], byte[]> record = record(i);
                if (codec.decode(Topic.COMMANDS, read(record)) instanceof Decoded.Message) {
                    readable++;
                }
                var unused = producer.send(record);
            }
            producer.flush();
        }
        return readable;
    }

    private ProducerRecord<byte[], byte[]> record(int i) {
        ProducerRecord<byte[], byte[]> good = codec.encode(Topic.COMMANDS.topicName(), command());
        return switch (i % 5) {
            case 0 -> new ProducerRecord<>(good.topic(), null, bytes(), bytes(), headers(good));
            case 1 -> new ProducerRecord<>(good.topic(), null, changed(good.key()), good.value(), good.headers());
            case 2 -> new ProducerRecord<>(good.topic(), null, good.key(), good.value(), headers(good));
            case 3 -> new ProducerRecord<>(good.topic(), null, good.key(), cut(good.value()), good.headers());
            default -> new ProducerRecord<>(good.topic(), null, good.key(), otherForm(i), good.headers());
        };
    }

    /** One of them is another, absent, or there once more. */
    private Headers headers(ProducerRecord<byte[], byte[]> good) {
        Header[] all = good.headers().toArray();
        int which = random.nextInt(all.length);
        Headers headers = new RecordHeaders();
        for (int i = 0; i < all.length; i++) {
            if (i != which) {
                headers.add(all[i]);
            } else if (random.nextBoolean()) {
                headers.add(all[i].key(), random.nextBoolean() ? bytes() : changed(all[i].value()));
            }
        }
        return headers;
    }

    private byte[] otherForm(int i) {
        // the large ones not as often
        int form = i % 200 == 4 ? OTHER_FORMS.size() - 1 : random.nextInt(OTHER_FORMS.size() - 1);
        return OTHER_FORMS.get(form).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] cut(byte[] bytes) {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }

    private byte[] changed(byte[] bytes) {
        byte[] changed = bytes.clone();
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        return changed;
    }

    private static Envelope command() {
        Command command = new Command(
                EventType.COMMAND_PAUSE,
                new ReleaseKey("shop", "servicea"),
                "ci",
                "lunch",
                Optional.empty(),
                Optional.empty());
        return new Envelope("1", URI.create("/ci"), Instant.EPOCH, "story", Optional.empty(), command);
    }

    private static ConsumerRecord<byte[], byte[]> read(ProducerRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(
                record.topic(),
                0,
                0,
                0L,
                TimestampType.CREATE_TIME,
                record.key().length,
                record.value().length,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }

    private static long letters(String servers) {
        Map<String, Object> config = Map.of("bootstrap.servers", servers);
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.endOffsets(List.of(LETTERS)).getOrDefault(LETTERS, 0L);
        }
    }

    private static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
