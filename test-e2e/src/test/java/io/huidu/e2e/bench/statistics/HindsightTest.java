package io.huidu.e2e.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.e2e.bench.statistics.Outcome.Ending;
import io.huidu.e2e.bench.statistics.policy.Action;
import io.huidu.e2e.bench.statistics.policy.Contender;
import io.huidu.e2e.bench.statistics.policy.Contender.Kind;
import io.huidu.e2e.bench.statistics.policy.Policy;
import io.huidu.e2e.bench.statistics.policy.Watch;
import io.huidu.e2e.bench.statistics.simulation.Scenario;
import io.huidu.e2e.bench.statistics.simulation.World;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HindsightTest {

    private static final Scenario REGRESSED = Played.scenario("independent: errors x2");
    private static final Outcome HEALTHY = new Outcome(Ending.UNDECIDED, 360, 360, 360, 1, 0);
    private static final Outcome ROLLED_BACK = new Outcome(Ending.ROLLED_BACK, 10, 360, 360, 1, 0);

    private final Contender tuned =
            new Contender("peer, tuned", Kind.TUNED_PEER, List.of(named("strict"), named("right"), named("lax")));

    @Test
    void takesTheCandidateThatHarmsLeastOfThoseThatMayBe() {
        List<Result> results = new Hindsight(List.of(tuned))
                .of(outcomes(List.of(healthy(6), healthy(5), healthy(0)), List.of(harmed(1), harmed(20), harmed(30))));

        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.choice()).hasValue("right");
            assertThat(result.harmed().value()).isEqualTo(20);
            assertThat(result.falseRollbacks()).isEqualTo(new Share(5, 100));
        });
    }

    @Test
    void hasNothingToShowWhereNoCandidateMayBe() {
        List<Result> results = new Hindsight(List.of(tuned))
                .of(outcomes(List.of(healthy(6), healthy(6), healthy(6)), List.of(harmed(1), harmed(2), harmed(3))));

        assertThat(results).isEmpty();
    }

    private static Map<Scenario, List<List<Outcome>>> outcomes(
            List<List<Outcome>> healthy, List<List<Outcome>> regressed) {
        Map<Scenario, List<List<Outcome>>> outcomes = new LinkedHashMap<>();
        outcomes.put(Scenario.healthy(REGRESSED.environment()), healthy);
        outcomes.put(REGRESSED, regressed);
        return outcomes;
    }

    private static List<Outcome> healthy(int falseRollbacksOfHundred) {
        return Stream.concat(
                        Collections.nCopies(falseRollbacksOfHundred, ROLLED_BACK).stream(),
                        Collections.nCopies(100 - falseRollbacksOfHundred, HEALTHY).stream())
                .toList();
    }

    private static List<Outcome> harmed(double requests) {
        return Collections.nCopies(100, new Outcome(Ending.ROLLED_BACK, 20, 0, 360, 1, requests));
    }

    private static Policy named(String name) {
        return new Policy() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Watch begin(World world) {
                return scraped -> new Action.Stay();
            }
        };
    }
}
