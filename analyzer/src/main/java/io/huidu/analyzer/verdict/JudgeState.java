package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.LatencyHistogram;
import java.util.List;
import java.util.Optional;

/**
 * Everything a {@link SequentialJudge} knows of a release: a value, constant in size however many intervals it has seen.
 *
 * @param intervals how many intervals have been observed
 * @param metrics per metric of the plan that counts requests, in its order
 * @param queries per metric that is a number, in its order
 * @param past the baseline's latency, also before the release
 * @param baselineLatency the baseline's latency since the release began
 * @param canaryLatency the canary's latency since its pods were warm
 * @param step the current step; empty before the first interval
 * @param last the last interval; empty before it
 * @param pace how fast the canary is asked
 */
record JudgeState(
        long intervals,
        List<MetricState> metrics,
        List<QueryState> queries,
        LatencyPast past,
        LatencyHistogram baselineLatency,
        LatencyHistogram canaryLatency,
        Optional<StepState> step,
        Optional<IntervalSample> last,
        Pace pace) {

    JudgeState {
        metrics = List.copyOf(metrics);
        queries = List.copyOf(queries);
    }

    /** Nothing seen yet. */
    static JudgeState begin(List<MetricJudge> metrics, List<QueryJudge> queries, List<VersionSample> before) {
        return new JudgeState(
                0,
                metrics.stream().map(metric -> metric.begin(before)).toList(),
                queries.stream().map(query -> QueryState.UNSEEN).toList(),
                LatencyPast.of(before),
                LatencyHistogram.empty(),
                LatencyHistogram.empty(),
                Optional.empty(),
                Optional.empty(),
                Pace.UNKNOWN);
    }
}
