package io.huidu.e2e.bench.statistics.simulation;

/** Who answers requests. */
enum Side {
    BASELINE,
    CANARY,
    /** A fresh copy of the baseline for Kayenta, which is meant to compare the canary with one. */
    TWIN
}
