package io.huidu.events;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A verdict with everything that led to it.
 *
 * @param releaseId from the request
 * @param requestId from the request; the shifter acts on it only while this is what it asked for
 * @param step the step that was on trial
 * @param interval how many intervals of the release have been looked at
 * @param windowStart the beginning of the last interval looked at
 * @param windowEnd its end; a verdict speaks of nothing later
 * @param verdict what the evidence asks for
 * @param reason why, in one word
 * @param message why, in one sentence for people
 * @param data what the data were like
 * @param metrics the evidence per metric; empty before the first interval
 * @param traffic the canary's share of the requests against the weight asked for; empty without requests
 * @param missing what is still missing for a promotion; empty when nothing is, or when it can't be said
 * @param shown what is shown beside the verdict; in JSON it may be absent, and then it is nothing
 */
public record Judgement(
        ReleaseKey release,
        String releaseId,
        String requestId,
        int step,
        long interval,
        Instant windowStart,
        Instant windowEnd,
        Verdict verdict,
        ReasonWord reason,
        String message,
        DataState data,
        List<MetricReport> metrics,
        Optional<TrafficShare> traffic,
        Optional<Missing> missing,

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JacksonInject(value = AnalysisPlan.NOTHING_SHOWN, useInput = OptBoolean.TRUE)
        List<ShownNumber> shown) {

    public Judgement {
        Require.notBlank("releaseId", releaseId);
        Require.notBlank("requestId", requestId);
        Require.that(step >= 0, "step", step, "0 or more");
        Require.that(interval >= 0, "interval", interval, "0 or more");
        Require.that(!windowEnd.isBefore(windowStart), "windowEnd", windowEnd, "not before " + windowStart);
        metrics = List.copyOf(metrics);
        shown = List.copyOf(shown);
    }

    /** A verdict with nothing beside it. */
    public Judgement(
            ReleaseKey release,
            String releaseId,
            String requestId,
            int step,
            long interval,
            Instant windowStart,
            Instant windowEnd,
            Verdict verdict,
            ReasonWord reason,
            String message,
            DataState data,
            List<MetricReport> metrics,
            Optional<TrafficShare> traffic,
            Optional<Missing> missing) {
        this(
                release,
                releaseId,
                requestId,
                step,
                interval,
                windowStart,
                windowEnd,
                verdict,
                reason,
                message,
                data,
                metrics,
                traffic,
                missing,
                List.of());
    }

    /**
     * The reason, as far as this version knows it: in place of one that it doesn't, what the verdict says of any. Whoever
     * decides goes by the verdict.
     */
    public Reason knownReason() {
        return reason.known()
                .orElse(
                        switch (verdict) {
                            case PROMOTE -> Reason.CHECKS_PASSED;
                            case CONTINUE -> Reason.NOT_ENOUGH_EVIDENCE;
                            case ROLL_BACK -> Reason.CHECKS_FAILED;
                        });
    }

    /** The same with numbers beside the verdict. */
    public Judgement showing(List<ShownNumber> numbers) {
        return new Judgement(
                release,
                releaseId,
                requestId,
                step,
                interval,
                windowStart,
                windowEnd,
                verdict,
                reason,
                message,
                data,
                metrics,
                traffic,
                missing,
                numbers);
    }
}
