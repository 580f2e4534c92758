package io.huidu.e2e.bench.statistics.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huidu.analyzer.verdict.Group;
import io.huidu.analyzer.verdict.VersionSample;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorldTest {

    private static final Environment USUAL =
            new Environment("usual", Traffic.USUAL, Noise.INDEPENDENT, Course.STEADY, Setup.USUAL);
    private static final Effect X4 = new Effect.Errors(4);

    @Test
    void countsTheSameForASeedWhateverWasAskedBefore() {
        World first = new World(new Scenario(USUAL, X4), 7);
        World second = new World(new Scenario(USUAL, X4), 7);

        second.at(3, 5);
        second.twin(3, 20);

        assertThat(first.at(3, 20)).isEqualTo(second.at(3, 20));
        assertThat(first.at(3, 20)).isNotEqualTo(new World(new Scenario(USUAL, X4), 8).at(3, 20));
    }

    @Test
    void leavesTheBaselineAsItIsWhateverTheCanaryIsLike() {
        VersionSample besideHealthy =
                new World(Scenario.healthy(USUAL), 7).at(3, 20).baseline();
        VersionSample besideRegressed =
                new World(new Scenario(USUAL, X4), 7).at(3, 20).baseline();

        assertThat(besideHealthy).isEqualTo(besideRegressed);
    }

    @Test
    void sharesRequestsByWeightAndFailsThemByRate() {
        World world = new World(new Scenario(USUAL, X4), 1);

        assertThat(mean(world, c -> c.baseline().requests())).isCloseTo(1600, within(10.0));
        assertThat(mean(world, c -> c.canary().requests())).isCloseTo(400, within(5.0));
        assertThat(mean(world, c -> c.baseline().errors())).isCloseTo(8, within(0.5));
        assertThat(mean(world, c -> c.canary().errors())).isCloseTo(8, within(0.5));
        assertThat(world.at(0, 20).harmed()).isCloseTo(400 * (0.02 - 0.005), within(1e-9));
    }

    @Test
    void addsUpOverPodsAndRoutes() {
        Environment routes = new Environment(
                "routes", Traffic.USUAL, Noise.AR1_PER_POD, Course.STEADY, Setup.USUAL.with(Routes.THREE));

        VersionSample v1 = new World(Scenario.healthy(routes), 1).at(0, 20).baseline();

        assertThat(v1.pods()).hasSize(3);
        assertThat(v1.strata()).hasSize(3);
        assertThat(v1.pods().stream().mapToLong(Group::requests).sum()).isEqualTo(v1.requests());
        assertThat(v1.strata().stream().mapToLong(Group::errors).sum()).isEqualTo(v1.errors());
    }

    @Test
    void slowsTheTailOnly() {
        Environment timed =
                new Environment("timed", Traffic.USUAL, Noise.INDEPENDENT, Course.STEADY, Setup.USUAL.withLatency(0));
        World world = new World(new Scenario(timed, new Effect.SlowTail(2)), 1);

        assertThat(quantile(world, 0.5)).isCloseTo(40, within(2.0));
        assertThat(quantile(world, 0.95)).isCloseTo(182, within(15.0));
        assertThat(quantile(world, 0.99)).isCloseTo(256, within(25.0));
    }

    /** All noise but that of bad pods is around the same error rate. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"BAD_BASELINE_POD", "BAD_CANARY_POD", "WEAK_CANARY_POD", "BURSTS"})
    void addsNoiseThatLeavesTheMeanAsItIs(Noise noise) {
        Environment noisy = new Environment("noisy", Traffic.USUAL, noise, Course.STEADY, Setup.USUAL);

        double errors = LongStream.range(0, 30)
                .mapToDouble(seed -> mean(
                        new World(Scenario.healthy(noisy), seed),
                        c -> c.canary().errors()))
                .average()
                .orElseThrow();

        assertThat(errors).isCloseTo(2, within(0.1));
    }

    @Test
    void knowsAnHourOfTheBaselineWhereTheEnvironmentSaysSo() {
        Environment known = new Environment(
                "known", Traffic.USUAL, Noise.AR1_PER_VERSION, Course.STEADY, Setup.USUAL.withHistory());

        assertThat(new World(Scenario.healthy(known), 1).before()).hasSize(360);
        assertThat(new World(Scenario.healthy(USUAL), 1).before()).isEmpty();
    }

    @Test
    void givesTheCanaryAnotherMixOfRoutesOfWhichNoneIsWorse() {
        Environment mixed = new Environment(
                "mixed", Traffic.USUAL, Noise.INDEPENDENT, Course.STEADY, Setup.USUAL.with(Routes.OTHER_MIX));
        World world = new World(Scenario.healthy(mixed), 1);

        assertThat(mean(world, c -> c.baseline().errors())).isCloseTo(8, within(0.5));
        assertThat(mean(world, c -> c.canary().errors())).isCloseTo(5, within(0.5));
        assertThat(rate(world, Counted::canary, 2)).isCloseTo(rate(world, Counted::baseline, 2), within(0.003));
    }

    private static double rate(World world, Function<Counted, VersionSample> version, int route) {
        List<Group> groups = IntStream.range(0, Environment.INTERVALS)
                .mapToObj(i -> version.apply(world.at(i, 20)).strata().get(route))
                .toList();
        return (double) groups.stream().mapToLong(Group::errors).sum()
                / groups.stream().mapToLong(Group::requests).sum();
    }

    private static double quantile(World world, double q) {
        return IntStream.range(0, 20)
                .mapToObj(i -> world.at(i, 20).canary().latency())
                .reduce((a, b) -> a.plus(b))
                .orElseThrow()
                .quantile(q)
                .orElseThrow();
    }

    private static double mean(World world, ToLongFunction<Counted> count) {
        return IntStream.range(0, Environment.INTERVALS)
                .mapToLong(i -> count.applyAsLong(world.at(i, 20)))
                .average()
                .orElseThrow();
    }
}
