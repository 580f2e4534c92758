package io.huidu.e2e.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.e2e.bench.statistics.policy.Contender;
import io.huidu.e2e.bench.statistics.policy.Contender.Kind;
import io.huidu.e2e.bench.statistics.policy.Contenders;
import io.huidu.e2e.bench.statistics.simulation.Environment;
import io.huidu.e2e.bench.statistics.simulation.Scenario;
import io.huidu.e2e.bench.statistics.simulation.Scenarios;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BenchTest {

    @Test
    void givesTheSameResultsHoweverManyThreadsThereAre() throws InterruptedException {
        List<Scenario> scenarios = Scenarios.all().subList(0, 3);

        List<Result> alone = new Bench(5, 1).run(scenarios, BenchTest::tests, () -> {});
        List<Result> together = new Bench(5, 4).run(scenarios, BenchTest::tests, () -> {});

        assertThat(together).hasSize(6);
        assertThat(together)
                .extracting(Result::outcomes)
                .isEqualTo(alone.stream().map(Result::outcomes).toList());
    }

    @Test
    void playsTheHealthyScenarioBesideARegressedOneAndTellsOfEachRelease() throws InterruptedException {
        List<Scenario> regressed = Scenarios.all().subList(1, 3);
        AtomicInteger played = new AtomicInteger();

        List<Result> results = new Bench(3, 2).run(regressed, BenchTest::tests, played::incrementAndGet);

        assertThat(results).extracting(Result::scenario).hasSameElementsAs(regressed);
        assertThat(played).hasValue(9);
        assertThat(Bench.releases(regressed, 3)).isEqualTo(9);
    }

    @Test
    void namesEachScenarioOnceAndTheHealthyOneOfAnEnvironmentFirst() {
        List<Scenario> all = Scenarios.all();

        assertThat(all).extracting(Scenario::name).doesNotHaveDuplicates();
        assertThat(all.stream().filter(s -> !s.isHealthy()))
                .allSatisfy(s -> assertThat(all.indexOf(Scenario.healthy(s.environment())))
                        .isBetween(0, all.indexOf(s) - 1));
    }

    @Test
    void playsEverythingThatItsFiguresAreAbout() throws InterruptedException {
        List<Scenario> all = Scenarios.all();

        List<Result> results = new Bench(1, 2).run(all, BenchTest::huiduAndTheTutorial, () -> {});

        assertThat(new Targets(results).figures())
                .extracting(Figure::what)
                .hasSizeGreaterThan(20)
                .anyMatch(what -> what.contains("Wald"))
                .anyMatch(what -> what.contains("time to promote"));
    }

    private static List<Contender> huiduAndTheTutorial(Environment environment) {
        return Contenders.in(environment).stream()
                .filter(c -> c.kind() == Kind.HUIDU || c.name().equals(Contender.FLAGGER_TUTORIAL))
                .toList();
    }

    private static List<Contender> tests(Environment environment) {
        return Contenders.in(environment).stream()
                .filter(contender -> contender.kind() == Kind.TEST)
                .toList();
    }
}
