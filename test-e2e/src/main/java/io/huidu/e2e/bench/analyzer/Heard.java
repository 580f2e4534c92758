package io.huidu.e2e.bench.analyzer;

import io.huidu.events.AnalysisJudged;
import io.huidu.events.DataState;
import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.Judgement;
import io.huidu.events.ReleaseKey;
import io.huidu.events.kafka.EventListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What analyzers were heard to say: when each release was judged first, and how late each interval was. */
final class Heard implements EventListener {

    /** The end of the last interval that each release was judged after. */
    private final Map<ReleaseKey, Instant> judged = new HashMap<>();

    private final Map<ReleaseKey, Instant> firstAfter = new HashMap<>();
    private final Map<ReleaseKey, Instant> firstWithEvidence = new HashMap<>();
    private final List<Duration> delays = new ArrayList<>();
    private Instant since = Instant.MIN;
    private long intervals;

    @Override
    public synchronized void received(Envelope envelope, int partition) {
        Instant now = Instant.now();
        if (envelope.event() instanceof AnalysisJudged said && said.type() == EventType.ANALYSIS_PROGRESSED) {
            Judgement judgement = said.judgement();
            Instant end = judgement.windowEnd();
            boolean isNew = end.isAfter(judged.getOrDefault(judgement.release(), Instant.MIN));
            if (judgement.data() == DataState.EXACT && isNew) {
                judged.put(judgement.release(), end);
                note(judgement.release(), end, now);
            }
            if (judgement.data() == DataState.EXACT
                    && end.isAfter(since)
                    && !judgement.metrics().isEmpty()) {
                firstWithEvidence.putIfAbsent(judgement.release(), now);
            }
        }
    }

    private void note(ReleaseKey release, Instant end, Instant now) {
        if (end.isAfter(since)) {
            firstAfter.putIfAbsent(release, now);
            intervals++;
            delays.add(Duration.between(end, now));
        }
    }

    @Override
    public void ended(ReleaseKey release, int partition) {}

    /** Forgets what was heard, and notes from now on what is said of intervals that end later than an instant. */
    synchronized void begin(Instant instant) {
        since = instant;
        intervals = 0;
        firstAfter.clear();
        firstWithEvidence.clear();
        delays.clear();
    }

    /** How many releases were judged by all of their evidence. */
    synchronized int releases() {
        return firstWithEvidence.size();
    }

    /** How many intervals of all releases were judged. */
    synchronized long intervals() {
        return intervals;
    }

    /** From the end of each interval until its judgement was heard. */
    synchronized Quantiles delays() {
        return new Quantiles(delays);
    }

    /** From the instant of the beginning until the first judgement of each release. */
    synchronized Quantiles first() {
        return sinceBeginning(firstAfter);
    }

    /** The same by all of its evidence. */
    synchronized Quantiles withEvidence() {
        return sinceBeginning(firstWithEvidence);
    }

    private Quantiles sinceBeginning(Map<ReleaseKey, Instant> instants) {
        return new Quantiles(instants.values().stream()
                .map(heard -> Duration.between(since, heard))
                .toList());
    }
}
