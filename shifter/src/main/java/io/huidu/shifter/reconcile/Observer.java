package io.huidu.shifter.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.huidu.events.Reason;
import io.huidu.events.Version;
import io.huidu.shifter.rollout.Observation;
import io.huidu.shifter.rollout.Release;
import io.huidu.shifter.rollout.Resource;
import io.huidu.shifter.rollout.Rollout;
import io.huidu.shifter.rollout.Scope;
import io.huidu.shifter.rollout.Traffic;
import io.huidu.shifter.rollout.Workload;
import io.huidu.shifter.rollout.Workload.Trouble;
import io.huidu.shifter.route.Router;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Looks at all that a decision about a release rests on. */
public final class Observer {

    private final Function<Traffic, Router> routers;
    private final Workloads workloads;
    private final Configs configs;
    private final KafkaReach kafka;

    public Observer(Function<Traffic, Router> routers, Workloads workloads, Configs configs, KafkaReach kafka) {
        this.routers = routers;
        this.workloads = workloads;
        this.configs = configs;
        this.kafka = kafka;
    }

    Observation observe(Resource resource) {
        return resource.scope()
                .map(scope -> observe(scope, resource.status().memory().release()))
                .map(seen -> Rollout.looksAtConfig(resource, seen) ? withConfig(resource, seen) : seen)
                .orElseGet(() -> Observation.ofNothing(kafka.state()));
    }

    private Observation observe(Scope scope, Optional<Release> running) {
        return new Observation(
                routers.apply(scope.traffic()).observe(scope.split()),
                workload(scope, scope.stable(), running),
                workload(scope, scope.canary(), running),
                kafka.state());
    }

    private Observation withConfig(Resource resource, Observation seen) {
        return seen.canary() instanceof Workload.Present canary
                ? seen.with(canary.reading(configs.read(
                        resource.key().namespace(), canary.template().reads())))
                : seen;
    }

    /**
     * A running release must be able to go back while Deployments can't be read, so its workloads then count as
     * unchanged, and as not ready, which keeps the weight from rising.
     */
    private Workload workload(Scope scope, Version version, Optional<Release> running) {
        try {
            return workloads.find(scope.namespace(), version.workload());
        } catch (KubernetesClientException e) {
            String revision = running.orElseThrow(() -> e).run().revision();
            Trouble trouble = new Trouble(Reason.WORKLOAD_NOT_READY, "it can't be read: " + e.getMessage());
            return new Workload.Present(
                    version.workload(),
                    new Workload.Pods(1, 0, Optional.empty(), Optional.of(trouble)),
                    new Workload.Template(revision, List.of()),
                    Workload.Notes.UNKNOWN);
        }
    }
}
