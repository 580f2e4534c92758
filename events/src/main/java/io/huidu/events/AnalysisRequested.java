package io.huidu.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;

/**
 * Asks the analyzer to compare two versions until a tombstone ends it. The latest request per release is all that an
 * analyzer has to know: with it and Prometheus it can rebuild everything.
 *
 * @param releaseId the run of the release that evidence belongs to
 * @param requestId fences verdicts: one that carries another id is not an answer to this request
 * @param baseline the version that served before
 * @param canary the version on trial
 * @param exposures the steps so far, oldest first, the last being the current one; not empty
 * @param nextWeight what a promotion would lead to; empty when the current step is the last
 * @param plan how to compare
 */
public record AnalysisRequested(
        ReleaseKey release,
        String releaseId,
        String requestId,
        Version baseline,
        Version canary,
        List<Exposure> exposures,
        Optional<Weight> nextWeight,
        AnalysisPlan plan)
        implements Event {

    public AnalysisRequested {
        Require.notBlank("releaseId", releaseId);
        Require.notBlank("requestId", requestId);
        exposures = List.copyOf(exposures);
        Require.that(!exposures.isEmpty(), "exposures", exposures, "at least the current step");
    }

    @JsonIgnore
    @Override
    public EventType type() {
        return EventType.ANALYSIS_REQUESTED;
    }

    /** The current step. */
    public Exposure current() {
        return exposures.getLast();
    }
}
