package io.huidu.shifter.kafka;

import io.huidu.events.Envelope;
import io.huidu.events.kafka.EventPublisher;
import io.huidu.shifter.reconcile.Announcer;
import io.huidu.shifter.reconcile.ReadRelease;
import io.huidu.shifter.rollout.Announcement;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of changes by CloudEvents. */
public final class KafkaAnnouncer implements Announcer {

    static final URI SOURCE = URI.create("/huidu/shifter");

    private static final Logger LOG = LoggerFactory.getLogger(KafkaAnnouncer.class);

    private final EventPublisher publisher;

    public KafkaAnnouncer(EventPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public void tell(ReadRelease about, Announcement announcement) {
        Envelope envelope = new Envelope(
                announcement.id(),
                SOURCE,
                announcement.time(),
                announcement.event().state().releaseId(),
                Optional.empty(),
                announcement.event());
        var unused = publisher.publish(envelope).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.atWarn()
                        .addKeyValue("release", about.key())
                        .addKeyValue("event", envelope.type().type())
                        .log("CloudEvent not written: {}", failure.getMessage());
            }
        });
    }
}
