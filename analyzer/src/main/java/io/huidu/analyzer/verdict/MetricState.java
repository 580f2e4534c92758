package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.Packed;
import java.util.List;

/** What one metric has shown: one coin for errors, one per threshold for latency. */
record MetricState(List<CoinState> coins) {

    MetricState {
        coins = List.copyOf(coins);
    }

    void pack(Packed to) {
        coins.forEach(coin -> coin.pack(to));
    }
}
