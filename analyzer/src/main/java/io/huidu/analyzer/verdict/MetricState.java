package io.huidu.analyzer.verdict;

import java.util.List;

/** What one metric has shown: one coin for errors, one per threshold for latency. */
record MetricState(List<CoinState> coins) {

    MetricState {
        coins = List.copyOf(coins);
    }
}
