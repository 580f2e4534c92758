package io.huidu.e2e.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.e2e.bench.statistics.policy.Flagger;
import io.huidu.e2e.bench.statistics.policy.PeekingZTest;
import io.huidu.e2e.bench.statistics.policy.Policy;
import io.huidu.e2e.bench.statistics.simulation.Scenario;
import io.huidu.e2e.bench.statistics.simulation.Scenarios;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BenchTest {

    private static final List<Policy> POLICIES = List.of(Flagger.TUTORIAL, new PeekingZTest());

    @Test
    void givesTheSameResultsHoweverManyThreadsThereAre() throws InterruptedException {
        List<Scenario> scenarios = Scenarios.all().subList(0, 3);

        List<Result> alone = new Bench(5, 1).run(scenarios, POLICIES, () -> {});
        List<Result> together = new Bench(5, 4).run(scenarios, POLICIES, () -> {});

        assertThat(together).isEqualTo(alone).hasSize(6);
    }

    @Test
    void tellsOfEachRelease() throws InterruptedException {
        AtomicInteger played = new AtomicInteger();

        new Bench(3, 2).run(Scenarios.all().subList(0, 2), POLICIES, played::incrementAndGet);

        assertThat(played).hasValue(6);
    }

    @Test
    void namesEachScenarioOnce() {
        assertThat(Scenarios.all()).extracting(Scenario::name).doesNotHaveDuplicates();
    }
}
