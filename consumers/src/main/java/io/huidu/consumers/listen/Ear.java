package io.huidu.consumers.listen;

import io.huidu.events.Envelope;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Topic;
import io.huidu.events.kafka.EventListener;
import io.huidu.events.kafka.EventReader;
import io.huidu.events.kafka.KafkaSettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Listens to Kafka until there is no more to wait for, and says what keeps it from hearing anything. */
final class Ear {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final KafkaSettings kafka;
    private final Story story;
    private final PrintWriter problems;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean connected;

    Ear(KafkaSettings kafka, Story story, PrintWriter problems) {
        this.kafka = kafka;
        this.story = story;
        this.problems = problems;
    }

    /** Tells of one release, or of all, until time has run out or nobody reads it any more. */
    void all(Optional<ReleaseKey> release, Instant from, Optional<Duration> timeout) throws InterruptedException {
        listen(from, timeout, new Hearing() {
            @Override
            void heardFirst(Envelope envelope, int partition) {
                if (release.filter(key -> !key.equals(envelope.release())).isEmpty()) {
                    story.tell(envelope);
                }
            }
        });
    }

    /** Tells of the run that is sought until it has ended; empty when time has run out, or nobody reads it any more. */
    Optional<Ending> untilEnd(Sought sought, Instant began, Instant from, Optional<Duration> timeout)
            throws InterruptedException {
        Waiting waiting = new Waiting(sought, began, story::tell);
        listen(from, timeout, new Hearing() {
            @Override
            void heardFirst(Envelope envelope, int partition) {
                waiting.heard(envelope, partition);
                if (waiting.ending().isPresent()) {
                    over.countDown();
                }
            }

            @Override
            public void caughtUp(int partition) {
                waiting.caughtUp(partition);
            }
        });
        return waiting.ending();
    }

    private void listen(Instant from, Optional<Duration> timeout, Hearing hearing) throws InterruptedException {
        long began = System.nanoTime();
        String said = "";
        try (EventReader reader = EventReader.open(kafka, "huidu-listen", Topic.EVENTS, from, hearing)) {
            while (!over.await(LOOK.toMillis(), TimeUnit.MILLISECONDS) && !story.isCutOff()) {
                Duration waited = Duration.ofNanos(System.nanoTime() - began);
                if (timeout.filter(most -> waited.compareTo(most) >= 0).isPresent()) {
                    return;
                }
                String problem = reader.problem().orElse(silence(waited));
                if (!problem.equals(said)) {
                    problems.println("huidu: " + problem);
                    problems.flush();
                    said = problem;
                }
            }
        }
    }

    private String silence(Duration waited) {
        return connected || waited.compareTo(SILENCE) < 0
                ? ""
                : "nothing is heard of Kafka at %s, or it has no topic %s yet; waiting for it"
                        .formatted(kafka.bootstrapServers(), kafka.nameOf(Topic.EVENTS));
    }

    private abstract class Hearing implements EventListener {

        private final HeardOnce once = new HeardOnce();

        abstract void heardFirst(Envelope envelope, int partition);

        @Override
        public void received(Envelope envelope, int partition) {
            if (over.getCount() > 0 && once.isNew(envelope)) {
                heardFirst(envelope, partition);
            }
        }

        @Override
        public void assigned(Set<Integer> partitions) {
            connected = true;
        }
    }
}
