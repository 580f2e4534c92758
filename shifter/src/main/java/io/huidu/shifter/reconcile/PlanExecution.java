package io.huidu.shifter.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.huidu.shifter.rollout.Heard;
import io.huidu.shifter.rollout.Plan;
import io.huidu.shifter.rollout.Scope;
import io.huidu.shifter.rollout.Traffic;
import io.huidu.shifter.rollout.WorkloadChange;
import io.huidu.shifter.route.RouteException;
import io.huidu.shifter.route.Router;
import io.huidu.shifter.route.Routing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what a plan says, in the order in which it has to be done: the route, then the status, then what others are
 * told. So a rollback waits for nothing, and nobody is told what isn't recorded.
 */
public final class PlanExecution {

    private static final Logger LOG = LoggerFactory.getLogger(PlanExecution.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Function<Traffic, Router> routers;
    private final Workloads workloads;
    private final Releases releases;
    private final Analyses analyses;
    private final Outbox outbox;
    private final List<Announcer> announcers;
    private final ShifterMetrics metrics;
    private final InstantSource clock;

    public PlanExecution(
            Function<Traffic, Router> routers,
            Workloads workloads,
            Releases releases,
            Analyses analyses,
            Outbox outbox,
            List<Announcer> announcers,
            ShifterMetrics metrics,
            InstantSource clock) {
        this.routers = routers;
        this.workloads = workloads;
        this.releases = releases;
        this.analyses = analyses;
        this.outbox = outbox;
        this.announcers = List.copyOf(announcers);
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Does it.
     *
     * @param heard what was known when the plan was made
     * @return when to look again at the latest; zero: at once
     */
    Duration execute(ReadRelease read, Plan plan, Optional<Heard> heard) {
        boolean routed = plan.route().isEmpty() || route(read, plan.route().get(), heard);
        boolean recorded = plan.status().equals(read.resource().status()) || releases.record(read, plan.status());
        if (!recorded) {
            metrics.conflict();
            return Duration.ZERO;
        }
        metrics.stands(read.key(), plan.status());
        analyses.want(read.key(), plan.analysis());
        plan.announcements().forEach(change -> metrics.announced(change.event()));
        outbox.send(read.key(), plan.status().untold())
                .forEach(change -> announcers.forEach(announcer -> announcer.tell(read, change)));
        boolean changed =
                plan.workloads().stream().map(change -> change(read, change)).reduce(true, Boolean::logicalAnd);
        return routed && changed ? plan.again() : shorter(plan.again(), AFTER_FAILURE);
    }

    private boolean change(ReadRelease read, WorkloadChange change) {
        try {
            workloads.change(read.key().namespace(), change);
            return true;
        } catch (KubernetesClientException e) {
            LOG.atWarn()
                    .addKeyValue("release", read.key())
                    .addKeyValue("change", change)
                    .log("Deployment not changed, trying again: {}", e.getMessage());
            return false;
        }
    }

    private boolean route(ReadRelease read, Routing routing, Optional<Heard> heard) {
        Scope scope = read.resource().scope().orElseThrow();
        try {
            routers.apply(scope.traffic()).apply(scope.split(), routing);
            metrics.routed(scope.traffic(), ShifterMetrics.Outcome.OK);
            heard.ifPresent(verdict -> metrics.verdictRouted(verdict, clock.instant()));
            return true;
        } catch (RouteException e) {
            metrics.routed(scope.traffic(), ShifterMetrics.Outcome.FAILED);
            LOG.atWarn()
                    .addKeyValue("release", read.key())
                    .addKeyValue("routing", routing)
                    .addKeyValue("reason", e.reason())
                    .log("Route not written, trying again: {}", e.getMessage());
            return false;
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
