package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.LatencyHistogram;
import java.util.List;

/**
 * Everything a {@link SequentialJudge} knows of a release: a value, constant in size however many intervals it has seen.
 *
 * @param metrics per metric of the plan that counts requests, in its order
 * @param queries per metric that is a number, in its order
 * @param past the baseline's latency, also before the release
 * @param baselineLatency the baseline's latency since the release began
 * @param canaryLatency the canary's latency since its pods were warm
 * @param watch the step, the traffic and its pace
 */
record JudgeState(
        List<MetricState> metrics,
        List<QueryState> queries,
        LatencyPast past,
        LatencyHistogram baselineLatency,
        LatencyHistogram canaryLatency,
        Watch watch) {

    JudgeState {
        metrics = List.copyOf(metrics);
        queries = List.copyOf(queries);
    }

    /** The same with other states of the metrics that count requests. */
    JudgeState with(List<MetricState> others) {
        return new JudgeState(others, queries, past, baselineLatency, canaryLatency, watch);
    }
}
