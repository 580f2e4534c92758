package io.huidu.e2e.bench.shifter;

import io.huidu.events.AnalysisJudged;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.DataState;
import io.huidu.events.Envelope;
import io.huidu.events.EventIds;
import io.huidu.events.EventType;
import io.huidu.events.Judgement;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Topic;
import io.huidu.events.Verdict;
import io.huidu.events.kafka.EventListener;
import io.huidu.events.kafka.EventSubscriber;
import io.huidu.events.kafka.KafkaConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Says what an analyzer would say of every release that is asked for, without looking at anything. */
final class Verdicts implements EventListener, AutoCloseable {

    static final Duration INTERVAL = Duration.ofSeconds(15);

    private static final URI SOURCE = URI.create("/huidu/bench");

    private final Map<ReleaseKey, AnalysisRequested> asked = new ConcurrentHashMap<>();
    private final Map<String, Verdict> standing = new ConcurrentHashMap<>();
    private final KafkaConnection kafka;
    private final EventSubscriber requests;
    private long turn;

    Verdicts(KafkaConnection kafka) {
        this.kafka = kafka;
        this.requests = kafka.tail(Topic.ANALYSIS_REQUESTS, Instant.now().minusSeconds(60), this);
    }

    @Override
    public void received(Envelope envelope, int partition) {
        if (envelope.event() instanceof AnalysisRequested request) {
            asked.put(request.release(), request);
        }
    }

    @Override
    public void ended(ReleaseKey release, int partition) {
        asked.remove(release);
    }

    List<AnalysisRequested> asked() {
        return List.copyOf(asked.values());
    }

    /** Goes on with the next release: over an interval all have their turn, as those do that began at different times. */
    void sayTheNext() {
        List<AnalysisRequested> all = asked();
        if (!all.isEmpty()) {
            turn++;
            say(all.get((int) (turn % all.size())), Verdict.CONTINUE);
        }
    }

    /** Says it, and doesn't wait for Kafka. What was to be rolled back stays so, as with any analyzer. */
    synchronized void say(AnalysisRequested request, Verdict news) {
        Verdict verdict =
                standing.merge(request.releaseId(), news, (before, now) -> before == Verdict.ROLL_BACK ? before : now);
        Instant now = Instant.now();
        EventType type = verdict == Verdict.ROLL_BACK ? EventType.ANALYSIS_ROLLBACK : EventType.ANALYSIS_PROGRESSED;
        AnalysisJudged judged = new AnalysisJudged(type, judgement(request, verdict, now));
        var unused = kafka.publisher()
                .publish(new Envelope(EventIds.of(judged), SOURCE, now, request.releaseId(), Optional.empty(), judged));
    }

    private static Judgement judgement(AnalysisRequested request, Verdict verdict, Instant now) {
        return new Judgement(
                request.release(),
                request.releaseId(),
                request.requestId(),
                request.exposures().size() - 1,
                1,
                now.minus(INTERVAL),
                now,
                verdict,
                verdict == Verdict.ROLL_BACK ? Reason.ERRORS_REGRESSED : Reason.NOT_ENOUGH_EVIDENCE,
                "said by the bench",
                DataState.EXACT,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public void close() {
        requests.close();
    }
}
