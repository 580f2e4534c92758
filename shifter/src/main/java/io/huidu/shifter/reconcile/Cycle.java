package io.huidu.shifter.reconcile;

import io.huidu.events.ReleaseKey;
import io.huidu.shifter.rollout.Heard;
import io.huidu.shifter.rollout.Observation;
import io.huidu.shifter.rollout.Plan;
import io.huidu.shifter.rollout.Resource;
import io.huidu.shifter.rollout.Rollout;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Observe, decide, act, and say when to come again. */
public final class Cycle {

    private final Releases releases;
    private final Observer observer;
    private final VerdictInbox inbox;
    private final Outbox outbox;
    private final PlanExecution execution;
    private final InstantSource clock;

    public Cycle(
            Releases releases,
            Observer observer,
            VerdictInbox inbox,
            Outbox outbox,
            PlanExecution execution,
            InstantSource clock) {
        this.releases = releases;
        this.observer = observer;
        this.inbox = inbox;
        this.outbox = outbox;
        this.execution = execution;
        this.clock = clock;
    }

    /**
     * One cycle of one release. The object is read afresh: what this process wrote a moment ago may not have reached
     * its caches yet, and a decision on an older status could ask for a weight twice.
     *
     * @return when to look again at the latest; empty when the release is gone
     */
    public Optional<Duration> run(ReleaseKey key) {
        return releases.find(key).map(this::run);
    }

    private Duration run(ReadRelease read) {
        Resource resource = read.resource().told(outbox.arrived(read.key()));
        // The verdict before the world: what is seen is then never older than what was heard of it.
        Optional<Heard> heard = inbox.latest(read.key(), resource.runningId());
        Observation seen = observer.observe(resource);
        Plan plan = Rollout.decide(resource, heard, seen, clock.instant());
        return execution.execute(read, plan, heard);
    }
}
