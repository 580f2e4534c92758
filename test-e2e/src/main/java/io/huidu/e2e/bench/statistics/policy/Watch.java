package io.huidu.e2e.bench.statistics.policy;

import io.huidu.e2e.bench.statistics.simulation.Scraped;

/** One release under a policy. Not safe for use by several threads. */
public interface Watch {

    /**
     * What is done after an interval, or before the first one.
     *
     * @param scraped what Prometheus has by now
     */
    Action after(Scraped scraped);
}
