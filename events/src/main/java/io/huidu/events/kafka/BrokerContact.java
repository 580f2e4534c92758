package io.huidu.events.kafka;

import io.huidu.events.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether Kafka answers, by asking it every few seconds to describe its cluster, and creates the topics as soon
 * as it does.
 *
 * <p>Nothing else tells the truth. A consumer's {@code poll()} returns nothing without an error when all brokers are
 * gone, a producer with nothing to send notices nothing, {@code partitionsFor} answers from its cache, and the
 * {@code connection-count} of a client's metrics counts connections to a broker that hangs. Describing the cluster
 * needs an answer from a live broker, costs it next to nothing, and needs no rights.
 */
final class BrokerContact implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerContact.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final KafkaSettings settings;
    private final Supplier<Admin> admins;
    private final KafkaMetrics metrics;
    private final CountDownLatch topics = new CountDownLatch(1);
    private final Worker worker;
    private volatile Optional<String> problem;
    private volatile @Nullable Admin current;

    BrokerContact(KafkaSettings settings, Supplier<Admin> admins, KafkaMetrics metrics) {
        this.settings = settings;
        this.admins = admins;
        this.metrics = metrics;
        this.problem = Optional.of("Kafka at %s has not answered yet".formatted(settings.bootstrapServers()));
        this.worker = Worker.start("kafka-contact", this::run);
    }

    /** Why Kafka can't be used; empty while it answers and the topics are there. */
    Optional<String> problem() {
        return problem;
    }

    /** See {@link TopicsGate}. */
    boolean awaitTopics(Duration atMost) throws InterruptedException {
        return topics.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    Optional<String> fault() {
        return worker.fault();
    }

    @Override
    public void close() {
        worker.end();
        Admin admin = current;
        if (admin != null) {
            admin.close(Duration.ZERO); // ends the question under way, which nobody would answer for seconds
        }
        worker.join(Duration.ofSeconds(10));
    }

    private void run(Worker me) {
        while (!me.isEnding()) {
            // Made anew after a failure, since a client can't even be made while no server's name resolves.
            try (Admin admin = admins.get()) {
                current = admin;
                List<Topic> old = Topics.ensure(admin, settings);
                if (topics.getCount() > 0) {
                    Topics.warnOfWrongPolicies(admin, settings, old);
                }
                answered();
                while (!me.isEnding()) {
                    me.pause(PAUSE);
                    admin.describeCluster().nodes().get();
                }
            } catch (ExecutionException e) {
                failed(me, String.valueOf(e.getCause()));
            } catch (RuntimeException e) {
                failed(me, e.toString());
            } catch (InterruptedException e) {
                me.end();
            }
            me.pause(PAUSE);
        }
    }

    private void answered() {
        if (problem.isPresent()) {
            LOG.info("Kafka at {} answers", settings.bootstrapServers());
        }
        problem = Optional.empty();
        metrics.reachable.set(1);
        topics.countDown();
    }

    private void failed(Worker me, String cause) {
        if (me.isEnding()) {
            return; // close() cut the question short
        }
        String now = "Kafka at %s can't be used: %s".formatted(settings.bootstrapServers(), cause);
        if (!problem.equals(Optional.of(now))) {
            LOG.warn("{}", now);
        }
        problem = Optional.of(now);
        metrics.reachable.set(0);
    }
}
