package io.huidu.analyzer.kafka;

import io.huidu.analyzer.analysis.Verdicts;
import io.huidu.events.AnalysisJudged;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Envelope;
import io.huidu.events.EventIds;
import io.huidu.events.kafka.EventPublisher;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Tells judgements as events. One that can't be delivered is counted by the publisher; the next interval repeats what
 * it said.
 */
public final class PublishedVerdicts implements Verdicts {

    private static final URI SOURCE = URI.create("/huidu/analyzer");

    private final EventPublisher publisher;
    private final InstantSource clock;

    public PublishedVerdicts(EventPublisher publisher, InstantSource clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    @Override
    public void publish(AnalysisJudged judged, AnalysisRequested request) {
        var unused = publisher.publish(new Envelope(
                EventIds.of(judged),
                SOURCE,
                clock.instant(),
                request.releaseId(),
                Optional.of(EventIds.of(request)),
                judged));
    }
}
