package io.huidu.shifter.rollout;

import io.huidu.events.AnalysisJudged;
import io.huidu.events.Judgement;
import java.time.Instant;

/**
 * The latest judgement about a resource, and when this process heard it.
 *
 * @param at by the clock that also gives {@code now}
 */
public record Heard(AnalysisJudged judged, Instant at) {

    public Judgement judgement() {
        return judged.judgement();
    }

    /**
     * Whether this takes the place of what was heard before. A judgement that is no later is a redelivery, or comes from
     * an analyzer that lost its partition without knowing yet.
     */
    public boolean isNewsAfter(Heard known) {
        int later = judgement().windowEnd().compareTo(known.judgement().windowEnd());
        boolean sameRequest = judgement().requestId().equals(known.judgement().requestId());
        return later > 0 || (later == 0 && !sameRequest);
    }
}
