package io.huidu.e2e.bench.statistics.policy;

import java.util.List;

/** The policies of the bench. */
public final class Policies {

    private Policies() {}

    public static List<Policy> all() {
        return List.of(new Sequential(), Flagger.README, Flagger.TUTORIAL, Flagger.NGINX, new PeekingZTest());
    }
}
