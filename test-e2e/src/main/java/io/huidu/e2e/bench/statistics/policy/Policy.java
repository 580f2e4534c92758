package io.huidu.e2e.bench.statistics.policy;

import io.huidu.e2e.bench.statistics.simulation.World;

/** A rule that decides over releases. */
public interface Policy {

    /** Unique among the candidates of a contender. */
    String name();

    /** Begins a release. What it sees of the world is what will have been scraped. */
    Watch begin(World world);
}
