package io.huidu.analyzer.verdict;

import java.time.Instant;
import java.util.Optional;

/**
 * What has been judged of a step.
 *
 * @param series what the next judgement may look at
 * @param judgements how many were made
 * @param score the last one's; empty before the first
 */
record StageState(PairedSeries series, int judgements, Optional<Double> score, Progress progress) {

    static final StageState BEGIN = new StageState(PairedSeries.EMPTY, 0, Optional.empty(), Progress.PENDING);

    /** What has failed stays so. */
    StageState enterStep() {
        return progress == Progress.FAILED ? this : BEGIN;
    }

    StageState plus(PairedSeries.Point point) {
        return new StageState(series.plus(point), judgements, score, progress);
    }

    /** After a judgement; series are kept while there is another, and only what that looks at. */
    StageState judged(int judgement, double itsScore, Progress now, Instant stillNeeded) {
        PairedSeries kept = now == Progress.PENDING ? series.since(stillNeeded) : PairedSeries.EMPTY;
        return new StageState(kept, judgement, Optional.of(itsScore), now);
    }
}
