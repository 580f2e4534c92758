package io.huidu.analyzer.analysis;

import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.analyzer.verdict.Findings;
import io.huidu.events.DataState;
import io.huidu.events.Verdict;

/**
 * What one window has shown.
 *
 * @param data what its data were like
 * @param findings what all evidence up to its end says
 * @param inCurrentStep whether it began in the step that is on trial now
 */
record Look(CountedWindow counted, DataState data, Findings findings, boolean inCurrentStep) {

    /** Whether a judgement after this window rests on fresh data. */
    boolean isFresh() {
        return switch (data) {
            case EXACT, ESTIMATED -> true;
            case WARMING_UP, NO_TRAFFIC, NO_CANARY_TRAFFIC, NO_DATA, PROMETHEUS_UNREACHABLE -> false;
        };
    }

    Look ofEarlierStep() {
        return new Look(counted, data, findings, false);
    }

    boolean asksForRollback() {
        return findings.verdict() == Verdict.ROLL_BACK;
    }

    /** A promotion needs fresh data, and of the step that it ends. */
    boolean allowsPromotion() {
        return findings.verdict() == Verdict.PROMOTE && isFresh() && inCurrentStep;
    }
}
