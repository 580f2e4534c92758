package io.huidu.e2e.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.e2e.bench.statistics.Outcome.Ending;
import io.huidu.e2e.bench.statistics.policy.Flagger;
import io.huidu.e2e.bench.statistics.policy.Sequential;
import io.huidu.e2e.bench.statistics.simulation.Scenario;
import io.huidu.e2e.bench.statistics.simulation.Scenarios;
import io.huidu.e2e.bench.statistics.simulation.World;
import org.junit.jupiter.api.Test;

class ReleaseRunTest {

    /** Five failed checks, and the rollback at the check after: (threshold + 1) intervals of a minute. */
    @Test
    void flaggerRollsBackWhatAlwaysFailsAMinuteAfterItsThreshold() {
        Outcome outcome = ReleaseRun.of(world("release, 0.5 % errors: errors x10"), Flagger.TUTORIAL);

        assertThat(outcome.ending()).isEqualTo(Ending.ROLLED_BACK);
        assertThat(outcome.intervals()).isEqualTo(36);
    }

    /** 10, 20, 30, 40, 50 %, and the fifth passed check promotes. */
    @Test
    void flaggersTutorialPromotesAfterFiveMinutes() {
        Outcome outcome = ReleaseRun.of(world("release, 0.1 % errors"), Flagger.TUTORIAL);

        assertThat(outcome.ending()).isEqualTo(Ending.PROMOTED);
        assertThat(outcome.promoted()).isEqualTo(30);
    }

    @Test
    void flaggerTakesSilenceForFailure() {
        Outcome outcome = ReleaseRun.of(world("Prometheus gap"), Flagger.NGINX);

        assertThat(outcome.ending()).isEqualTo(Ending.ROLLED_BACK);
        assertThat(outcome.isFalseRollback()).isTrue();
    }

    @Test
    void huiduHoldsThroughAGap() {
        Outcome outcome = ReleaseRun.of(world("Prometheus gap"), new Sequential());

        assertThat(outcome.ending()).isEqualTo(Ending.PROMOTED);
    }

    @Test
    void aRollbackBeforeTheFaultIsAFalseOne() {
        assertThat(new Outcome(Ending.ROLLED_BACK, 30, 180, 360, 1, 0).isFalseRollback())
                .isTrue();
        assertThat(new Outcome(Ending.ROLLED_BACK, 30, 20, 360, 1, 5).isFound()).isTrue();
        assertThat(new Outcome(Ending.PROMOTED, 360, 20, 30, 1, 5).isFound()).isFalse();
    }

    private static World world(String scenario) {
        Scenario chosen = Scenarios.all().stream()
                .filter(s -> s.name().equals(scenario))
                .findFirst()
                .orElseThrow();
        return new World(chosen, 1);
    }
}
