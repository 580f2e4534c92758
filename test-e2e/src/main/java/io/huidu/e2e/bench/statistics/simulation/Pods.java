package io.huidu.e2e.bench.statistics.simulation;

/**
 * How many pods each version has. In an array over all of them the baseline's come first, then the canary's, then those
 * of the twin: a fresh copy of the baseline, as large as the canary.
 */
record Pods(int baseline, int canary) {

    int total() {
        return baseline + 2 * canary;
    }

    int first(Side side) {
        return switch (side) {
            case BASELINE -> 0;
            case CANARY -> baseline;
            case TWIN -> baseline + canary;
        };
    }

    int count(Side side) {
        return side == Side.BASELINE ? baseline : canary;
    }
}
