package io.huidu.shifter.operator;

import io.huidu.events.ReleaseKey;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.reconcile.Cycle;
import io.huidu.shifter.reconcile.Farewell;
import io.huidu.shifter.reconcile.Releases;
import io.huidu.shifter.reconcile.ShifterMetrics;
import io.huidu.shifter.reconcile.ShifterMetrics.Outcome;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** The cycle as the Java Operator SDK runs it: one at a time per release, again after a failure, again when due. */
@ControllerConfiguration(
        name = "huidu-shifter",
        finalizerName = "huidu.io/route",
        // People resume and retry by annotation, which the generation doesn't count.
        generationAwareEventProcessing = false,
        informer = @Informer(onUpdateFilter = AskedOtherwise.class))
public final class ReleaseReconciler implements Reconciler<CanaryRelease>, Cleaner<CanaryRelease> {

    private static final Duration UNTIL_NEXT_FAREWELL = Duration.ofSeconds(1);

    private final Cycle cycle;
    private final Farewell farewell;
    private final Releases releases;
    private final Watches watches;
    private final ShifterMetrics metrics;
    private final InstantSource clock;

    public ReleaseReconciler(
            Cycle cycle,
            Farewell farewell,
            Releases releases,
            Watches watches,
            ShifterMetrics metrics,
            InstantSource clock) {
        this.cycle = cycle;
        this.farewell = farewell;
        this.releases = releases;
        this.watches = watches;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, CanaryRelease>> prepareEventSources(EventSourceContext<CanaryRelease> context) {
        return watches.of(context);
    }

    @Override
    public UpdateControl<CanaryRelease> reconcile(CanaryRelease cached, Context<CanaryRelease> context) {
        return timed(() -> cycle.run(key(cached))
                .map(again -> UpdateControl.<CanaryRelease>noUpdate().rescheduleAfter(Pace.of(key(cached), again)))
                .orElseGet(UpdateControl::noUpdate));
    }

    @Override
    public DeleteControl cleanup(CanaryRelease cached, Context<CanaryRelease> context) {
        return timed(() -> releases.find(key(cached)).map(farewell::isDone).orElse(true)
                ? DeleteControl.defaultDelete()
                : DeleteControl.noFinalizerRemoval().rescheduleAfter(UNTIL_NEXT_FAREWELL));
    }

    private <T> T timed(Supplier<T> run) {
        var start = clock.instant();
        Outcome outcome = Outcome.FAILED;
        try {
            T result = run.get();
            outcome = Outcome.OK;
            return result;
        } finally {
            metrics.reconciled(outcome, Duration.between(start, clock.instant()));
        }
    }

    private static ReleaseKey key(CanaryRelease release) {
        return new ReleaseKey(
                release.getMetadata().getNamespace(), release.getMetadata().getName());
    }
}
