package io.huidu.shifter.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.events.Reason;
import io.huidu.shifter.route.Routing;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of a version whose ConfigMaps and Secrets change. */
class ConfigTest {

    private static final Map<String, String> BEFORE = Map.of("ConfigMap/app", "one", "Secret/db", "one");

    @Test
    void aReleaseIsAbortedWhenItsPodsReadOtherContent() {
        Plan plan = Given.at(5)
                .read(BEFORE)
                .reading(Map.of("ConfigMap/app", "two", "Secret/db", "one"))
                .decide();

        assertThat(plan.route()).contains(Routing.NOTHING);
        Ending ending = plan.status().memory().release().orElseThrow().ending().orElseThrow();
        assertThat(ending.outcome()).as("and then tried anew").isEqualTo(Outcome.ABORTED);
        assertThat(ending.reason()).isEqualTo(Reason.WORKLOAD_CHANGED);
        assertThat(ending.message()).isEqualTo("the pods of Deployment a-v2 read other content now: ConfigMap/app");
    }

    @Test
    void whatCouldNotBeReadBothTimesIsNoChange() {
        Given given = Given.at(5).read(BEFORE);

        assertThat(given.reading(Map.of()).decide().route()).isEmpty();
        assertThat(given.reading(Map.of("ConfigMap/app", "one", "ConfigMap/other", "two"))
                        .decide()
                        .route())
                .isEmpty();
    }

    @Test
    void aVersionThatWasRolledBackIsTriedAgainWithOtherContent() {
        Given latched = Given.idle().latched("two").read(BEFORE);

        Plan same = latched.reading(BEFORE).decide();
        Plan other = latched.reading(Map.of("ConfigMap/app", "one", "Secret/db", "two"))
                .decide();

        assertThat(same.status().face().orElseThrow().phase()).isEqualTo(Phase.ROLLED_BACK);
        Run run = other.status().memory().release().orElseThrow().run();
        assertThat(run.config().digests()).containsEntry("Secret/db", "two");
    }

    @Test
    void itIsLookedAtOnlyWhileAVersionIsOnTrialOrToBe() {
        assertThat(isLookedAt(Given.idle())).isTrue();
        assertThat(isLookedAt(Given.at(5))).isTrue();
        assertThat(isLookedAt(Given.idle().desired("v1"))).isFalse();
        assertThat(isLookedAt(Given.at(5).goingBack(Outcome.ROLLED_BACK, Reason.ERRORS_REGRESSED)))
                .isFalse();
        assertThat(isLookedAt(Given.idle().invalid())).isFalse();
    }

    private static boolean isLookedAt(Given given) {
        return Rollout.looksAtConfig(given.resource(), given.seen());
    }
}
