package io.huidu.shifter.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.huidu.events.Reason;
import io.huidu.events.Version;
import io.huidu.shifter.rollout.Announcement;
import io.huidu.shifter.rollout.LastWords;
import io.huidu.shifter.rollout.Scope;
import io.huidu.shifter.rollout.Traffic;
import io.huidu.shifter.rollout.WorkloadChange;
import io.huidu.shifter.route.RouteException;
import io.huidu.shifter.route.Router;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to a release whose object is deleted: the route is put back as it was before Huidu came, and the
 * analyzer is told to stop, and everybody else how it ended. What can't be done is tried again for a while, and then left: nobody's namespace hangs in
 * deletion for a broken route or for Kafka.
 */
public final class Farewell {

    private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Function<Traffic, Router> routers;
    private final Workloads workloads;
    private final Analyses analyses;
    private final Outbox outbox;
    private final VerdictInbox inbox;
    private final ShifterMetrics metrics;
    private final InstantSource clock;

    public Farewell(
            Function<Traffic, Router> routers,
            Workloads workloads,
            Analyses analyses,
            Outbox outbox,
            VerdictInbox inbox,
            ShifterMetrics metrics,
            InstantSource clock) {
        this.routers = routers;
        this.workloads = workloads;
        this.analyses = analyses;
        this.outbox = outbox;
        this.inbox = inbox;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Whether the object may go; if not, this is to be asked again soon. */
    public boolean isDone(ReadRelease read) {
        boolean released =
                read.resource().scope().map(scope -> release(read, scope)).orElse(true);
        boolean ended = analyses.end(read.key());
        read.resource().scope().ifPresent(scope -> restore(read, scope));
        boolean told = released && isToldOf(read);
        if (!(released && ended && told) && clock.instant().isBefore(deadline(read))) {
            return false;
        }
        if (!(released && ended && told)) {
            LOG.atWarn()
                    .addKeyValue("release", read.key())
                    .log(
                            "Deleted all the same after {}: route put back: {}, analysis ended: {}, told: {}",
                            PATIENCE,
                            released,
                            ended,
                            told);
        }
        outbox.forget(read.key());
        inbox.forget(read.key());
        metrics.forget(read.key());
        return true;
    }

    private boolean isToldOf(ReadRelease read) {
        List<Announcement> words = LastWords.of(read.resource(), deletedAt(read));
        outbox.send(read.key(), words);
        return words.stream().map(Announcement::id).allMatch(outbox.arrived(read.key())::contains);
    }

    /** After the route: whichever version has the traffic then has its pods, or gets them back. */
    private void restore(ReadRelease read, Scope scope) {
        for (Version version : List.of(scope.stable(), scope.canary())) {
            try {
                workloads.change(scope.namespace(), new WorkloadChange.Restore(version.workload()));
            } catch (KubernetesClientException e) {
                LOG.atWarn()
                        .addKeyValue("release", read.key())
                        .addKeyValue("deployment", version.workload())
                        .log("Replicas not put back: {}", e.getMessage());
            }
        }
    }

    private boolean release(ReadRelease read, Scope scope) {
        try {
            routers.apply(scope.traffic()).release(scope.split());
            return true;
        } catch (RouteException e) {
            LOG.atWarn()
                    .addKeyValue("release", read.key())
                    .addKeyValue("reason", e.reason())
                    .log("Route not put back: {}", e.getMessage());
            return e.reason() == Reason.ROUTE_MISSING;
        }
    }

    private static Instant deadline(ReadRelease read) {
        return deletedAt(read).plus(PATIENCE);
    }

    private static Instant deletedAt(ReadRelease read) {
        return Instant.parse(read.object().getMetadata().getDeletionTimestamp());
    }
}
