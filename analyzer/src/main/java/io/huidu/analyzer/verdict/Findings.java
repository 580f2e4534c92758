package io.huidu.analyzer.verdict;

import io.huidu.events.MetricReport;
import io.huidu.events.Missing;
import io.huidu.events.Reason;
import io.huidu.events.TrafficShare;
import io.huidu.events.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What the evidence says.
 *
 * @param verdict what it asks for
 * @param reason why, in one word
 * @param message why, in one sentence for people
 * @param metrics what each metric shows; empty before the first interval
 * @param traffic the canary's share in the current step; empty before the step's first request
 * @param missing what is still missing for a promotion; empty when nothing is, or when it can't be said
 */
public record Findings(
        Verdict verdict,
        Reason reason,
        String message,
        List<MetricReport> metrics,
        Optional<TrafficShare> traffic,
        Optional<Missing> missing) {

    public Findings {
        metrics = List.copyOf(metrics);
    }
}
