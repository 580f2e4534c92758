package io.huidu.analyzer.analysis;

import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.analyzer.verdict.Judge;
import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Judgement;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A release that is over, judged window by window as the live analysis would have: the same code on the same counts, so
 * the same judgements, bit for bit. Not safe for use by several threads.
 */
public final class Replay {

    private final Trial trial;

    /**
     * @param baselineBefore what was known of the baseline before the release
     * @param judges makes the judge, as {@link Judge#of} does
     */
    public Replay(
            AnalysisRequested request,
            List<VersionSample> baselineBefore,
            BiFunction<AnalysisPlan, List<VersionSample>, Judge> judges) {
        this.trial = new Trial(request, baselineBefore, judges, Recording.NONE);
    }

    /**
     * Goes on with another request about the same evidence.
     *
     * @throws IllegalArgumentException when it is about another
     */
    public void ask(AnalysisRequested next) {
        if (!trial.continueWith(next)) {
            throw new IllegalArgumentException("request: got '%s', expected one that goes on with '%s'"
                    .formatted(next.requestId(), trial.requestId()));
        }
    }

    /** What all evidence says after one more window. */
    public Judgement look(CountedWindow counted) {
        return trial.judgement(trial.look(counted));
    }

    /**
     * Measures a release that is over: the recorder gets what the live analysis would have recorded with this request.
     *
     * @param until up to when samples are read; windows that aren't complete by then are left out
     */
    public static void measure(AnalysisRequested request, Measurements measurements, Recorder recorder, Instant until)
            throws MeasurementException {
        Trial.begin(request, measurements, recorder).catchUp(measurements, until);
    }
}
