package io.huidu.e2e.bench.statistics.policy;

/** What a policy does with a release. */
public sealed interface Action {

    /** Everything stays as it is. */
    record Stay() implements Action {}

    /** The canary gets this share of the traffic from now on, in percent. */
    record Shift(int weight) implements Action {}

    /** The canary gets nothing any more. */
    record RollBack() implements Action {}

    /** The canary gets everything, and nobody looks any more. */
    record Finish() implements Action {}
}
