package io.huidu.shifter.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.huidu.events.ReleaseState;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.reconcile.Announcer;
import io.huidu.shifter.reconcile.ReadRelease;
import io.huidu.shifter.reconcile.ShifterMetrics;
import io.huidu.shifter.reconcile.ShifterMetrics.Outcome;
import io.huidu.shifter.rollout.Announcement;
import java.net.HttpURLConnection;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of changes by Kubernetes Events, as {@code kubectl describe} shows them. An Event's name follows from the
 * announcement's id, so telling the same fact twice makes one Event.
 */
public final class KubernetesEvents implements Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(KubernetesEvents.class);
    private static final String COMPONENT = "huidu-shifter";

    /** What the API server takes of a name, less a dot and a digest. */
    private static final int NAME = 253 - 17;

    /** What the API server takes of a message. */
    private static final int MESSAGE = 1024;

    private final Cluster cluster;
    private final ShifterMetrics metrics;

    public KubernetesEvents(Cluster cluster, ShifterMetrics metrics) {
        this.cluster = cluster;
        this.metrics = metrics;
    }

    @Override
    public void tell(ReadRelease about, Announcement announcement) {
        try {
            cluster.create(event(about.object(), announcement));
            metrics.kubernetesEvent(Outcome.OK);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                metrics.kubernetesEvent(Outcome.FAILED);
                LOG.atWarn()
                        .addKeyValue("release", about.key())
                        .addKeyValue("event", announcement.event().type().type())
                        .log("Kubernetes Event not written: {}", e.getMessage());
            }
        }
    }

    private static Event event(CanaryRelease about, Announcement announcement) {
        ObjectMeta metadata = about.getMetadata();
        ReleaseState state = announcement.event().state();
        String time = announcement.time().truncatedTo(ChronoUnit.SECONDS).toString();
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(metadata.getNamespace())
                .withName("%s.%s".formatted(cut(metadata.getName(), NAME), Digest.of(announcement.id())))
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .endInvolvedObject()
                .withType(
                        switch (announcement.severity()) {
                            case NORMAL -> "Normal";
                            case WARNING -> "Warning";
                        })
                .withReason(state.reason().toString())
                .withMessage(cut(state.message(), MESSAGE))
                .withNewSource()
                .withComponent(COMPONENT)
                .endSource()
                .withReportingComponent(COMPONENT)
                .withFirstTimestamp(time)
                .withLastTimestamp(time)
                .withCount(1)
                .build();
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
