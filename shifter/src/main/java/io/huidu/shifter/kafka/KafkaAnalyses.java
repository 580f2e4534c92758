package io.huidu.shifter.kafka;

import io.huidu.events.AnalysisRequested;
import io.huidu.events.Envelope;
import io.huidu.events.EventIds;
import io.huidu.events.ReleaseKey;
import io.huidu.events.kafka.EventPublisher;
import io.huidu.shifter.reconcile.Analyses;
import io.huidu.shifter.rollout.AnalysisWanted;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Asks the analyzer over the compacted topic: one record per release, a tombstone at the end. */
public final class KafkaAnalyses implements Analyses {

    private final Map<ReleaseKey, Sent> sent = new ConcurrentHashMap<>();
    private final EventPublisher publisher;
    private final InstantSource clock;

    public KafkaAnalyses(EventPublisher publisher, InstantSource clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    /** What was sent last, and how it fared. */
    private record Sent(AnalysisWanted wanted, CompletableFuture<Void> delivery) {

        boolean standsFor(AnalysisWanted other) {
            return wanted.equals(other) && !delivery.isCompletedExceptionally();
        }
    }

    @Override
    public void want(ReleaseKey release, AnalysisWanted wanted) {
        switch (wanted) {
            case AnalysisWanted.AsBefore asBefore -> {
                // Nothing to say.
            }
            case AnalysisWanted.Wanted(AnalysisRequested request) -> send(release, wanted);
            case AnalysisWanted.None none -> send(release, wanted);
        }
    }

    @Override
    public boolean end(ReleaseKey release) {
        Sent last = send(release, new AnalysisWanted.None());
        boolean arrived = last.delivery().isDone() && !last.delivery().isCompletedExceptionally();
        if (arrived) {
            sent.remove(release);
        }
        return arrived;
    }

    private Sent send(ReleaseKey release, AnalysisWanted wanted) {
        return sent.compute(
                release,
                (key, last) -> last != null && last.standsFor(wanted) ? last : new Sent(wanted, publish(key, wanted)));
    }

    private CompletableFuture<Void> publish(ReleaseKey release, AnalysisWanted wanted) {
        return wanted instanceof AnalysisWanted.Wanted(AnalysisRequested request)
                ? publisher.publish(new Envelope(
                        EventIds.of(request),
                        KafkaMessenger.SOURCE,
                        clock.instant(),
                        request.releaseId(),
                        Optional.of(EventIds.ofStepEntered(
                                request.releaseId(), request.current().step())),
                        request))
                : publisher.tombstone(release);
    }
}
