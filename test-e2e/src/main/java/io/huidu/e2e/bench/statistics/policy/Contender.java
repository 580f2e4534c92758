package io.huidu.e2e.bench.statistics.policy;

import java.util.List;

/**
 * What is compared.
 *
 * @param name unique among contenders
 * @param candidates the policy, or those of which hindsight takes the best for each scenario
 */
public record Contender(String name, Kind kind, List<Policy> candidates) {

    public static final String FLAGGER_TUTORIAL = "Flagger tutorial";

    public Contender {
        candidates = List.copyOf(candidates);
    }

    /** What stands behind a contender. */
    public enum Kind {
        HUIDU,
        /** Huidu as if requests were known to be independent. */
        HUIDU_WITHOUT_REPAIRS,
        /** A peer as its documents have it. */
        PEER,
        /** A peer with the constant threshold that would have been best. */
        TUNED_PEER,
        /** A test that is often used this way. */
        TEST
    }

    static Contender of(Kind kind, Policy policy) {
        return new Contender(policy.name(), kind, List.of(policy));
    }
}
