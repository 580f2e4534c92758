package io.huidu.e2e.bench.statistics.simulation;

/** How the canary's share of the traffic comes about. */
public sealed interface Routing {

    /** It stays as it is for the whole hour, whatever a policy would promote; only a rollback ends it. */
    record Fixed(int weight) implements Routing {}

    /** A release: each policy raises it by its own rules. */
    record Release() implements Routing {}
}
