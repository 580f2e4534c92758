package io.huidu.e2e.bench.statistics.simulation;

/** When and where a request meets the canary: the interval, its share of the traffic in percent, and the route. */
record Moment(int interval, int weight, int route) {}
