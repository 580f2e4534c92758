package io.huidu.e2e.bench.statistics.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The scenarios of the bench: not every combination, but each value of everything that is varied, and the settings that
 * published figures are about. The first of each environment is the healthy one.
 */
public final class Scenarios {

    private static final Effect X1_5 = new Effect.Errors(1.5);
    private static final Effect X2 = new Effect.Errors(2);
    private static final Effect X4 = new Effect.Errors(4);
    private static final Effect X10 = new Effect.Errors(10);
    private static final Effect ONE_POINT = new Effect.MoreErrors(0.01);

    private Scenarios() {}

    public static List<Scenario> all() {
        return Stream.of(noisy(), eventful(), trafficked(), fiftyBad(), released(), timed())
                .flatMap(scenarios -> scenarios)
                .toList();
    }

    /** 200 requests per second, 0.5 % errors, a fifth of them on the canary: what differs is how errors cluster. */
    private static Stream<Scenario> noisy() {
        return Stream.of(
                        of(usual("independent", Noise.INDEPENDENT, Setup.USUAL), X1_5, X2, X4, X10, ONE_POINT),
                        of(usual("shared shocks", Noise.SHARED_SHOCKS, Setup.USUAL), X2),
                        of(usual("gamma shocks", Noise.GAMMA_PER_VERSION, Setup.USUAL), X2, X4, X10),
                        of(usual("bursts", Noise.BURSTS, Setup.USUAL), X2, X4, X10),
                        of(usual("AR(1) per version", Noise.AR1_PER_VERSION, Setup.USUAL.withHistory()), X2, X4, X10),
                        of(usual("AR(1) per pod", Noise.AR1_PER_POD, Setup.USUAL), X2, X4, X10),
                        of(usual("bad pod of v1", Noise.BAD_BASELINE_POD, Setup.USUAL.withPods(6)), X4),
                        of(usual("bad pod of v2", Noise.BAD_CANARY_POD, Setup.USUAL.withPods(6)), X4),
                        of(usual("weak pod of v2", Noise.WEAK_CANARY_POD, Setup.USUAL.withPods(6))))
                .flatMap(scenarios -> scenarios);
    }

    private static Stream<Scenario> eventful() {
        return Stream.of(
                        of(usual("diurnal", Course.DIURNAL), X4),
                        of(usual("both degrade", Course.BOTH_DEGRADE), X4),
                        of(usual("cold start", Course.COLD_START), X4),
                        of(usual("Prometheus gap", Course.PROMETHEUS_GAP), X4),
                        of(
                                usual("three routes", Noise.INDEPENDENT, Setup.USUAL.with(Routes.THREE)),
                                new Effect.OneRoute(20)),
                        of(
                                        usual("independent", Noise.INDEPENDENT, Setup.USUAL),
                                        new Effect.LateErrors(4, 180),
                                        new Effect.Leak(10))
                                .skip(1))
                .flatMap(scenarios -> scenarios);
    }

    private static Stream<Scenario> trafficked() {
        return Stream.of(
                        of(traffic("1 per second", Traffic.timed(1, 0.005, 20)), X10, new Effect.MoreErrors(0.1)),
                        of(traffic("10 per second, 0.1 % errors, half", Traffic.timed(10, 0.001, 50)), X10),
                        of(traffic("1,000 per second, 0.01 % errors", Traffic.timed(1000, 0.0001, 20)), X4, X10),
                        of(traffic("20 per second, 2 % errors", Traffic.timed(20, 0.02, 20)), X2),
                        of(traffic("2 % errors, half", Traffic.timed(200, 0.02, 50)), X1_5, X2),
                        of(traffic("1 % of the traffic", Traffic.timed(200, 0.005, 1)), X4, X10),
                        of(traffic("5 % of the traffic", Traffic.timed(400, 0.005, 5)), X2, X10),
                        of(traffic("half of the traffic", Traffic.timed(200, 0.005, 50)), X2, X10),
                        of(
                                traffic(
                                        "rising from 1 to 50 %",
                                        Traffic.timed(200, 0.005, 1, 2, 5, 10, 15, 20, 30, 40, 50)),
                                X2,
                                X4))
                .flatMap(scenarios -> scenarios);
    }

    /** Fifty bad requests per interval when there are ten times as many errors. */
    private static Stream<Scenario> fiftyBad() {
        return Stream.of(5, 20, 50).flatMap(weight -> {
            double perSecond = 50 / (0.005 * Environment.SECONDS * (1 + 0.09 * weight));
            return of(traffic("ten times, %d %%".formatted(weight), Traffic.timed(perSecond, 0.005, weight)), X10);
        });
    }

    private static Stream<Scenario> released() {
        return Stream.of(
                        of(
                                traffic("release, 0.5 % errors", Traffic.release(200, 0.005)),
                                X2,
                                X4,
                                X10,
                                ONE_POINT,
                                new Effect.ErrorsFromWeight(4, 25)),
                        of(traffic("release, 0.1 % errors", Traffic.release(200, 0.001)), X10, ONE_POINT),
                        of(
                                new Environment(
                                        "release, AR(1) per pod",
                                        Traffic.release(200, 0.005),
                                        Noise.AR1_PER_POD,
                                        Course.STEADY,
                                        Setup.USUAL.withHistory()),
                                X4,
                                X10))
                .flatMap(scenarios -> scenarios);
    }

    private static Stream<Scenario> timed() {
        Traffic traffic = Traffic.timed(200, 0.001, 20);
        return Stream.of(
                        of(
                                new Environment(
                                        "response times",
                                        traffic,
                                        Noise.INDEPENDENT,
                                        Course.STEADY,
                                        Setup.USUAL.withLatency(0.2)),
                                new Effect.SlowTail(1.3),
                                new Effect.SlowTail(2),
                                new Effect.Bimodal(0.05)),
                        of(
                                new Environment(
                                        "response times, no tolerance",
                                        traffic,
                                        Noise.INDEPENDENT,
                                        Course.STEADY,
                                        Setup.USUAL.withLatency(0)),
                                new Effect.SlowTail(1.1)),
                        of(
                                new Environment(
                                        "response times, AR(1) per pod",
                                        traffic,
                                        Noise.AR1_PER_POD,
                                        Course.STEADY,
                                        Setup.USUAL.withLatency(0.2)),
                                new Effect.SlowTail(2)))
                .flatMap(scenarios -> scenarios);
    }

    private static Environment usual(String name, Noise noise, Setup setup) {
        return new Environment(name, Traffic.USUAL, noise, Course.STEADY, setup);
    }

    private static Environment usual(String name, Course course) {
        return new Environment(name, Traffic.USUAL, Noise.INDEPENDENT, course, Setup.USUAL);
    }

    private static Environment traffic(String name, Traffic traffic) {
        return new Environment(name, traffic, Noise.INDEPENDENT, Course.STEADY, Setup.USUAL);
    }

    private static Stream<Scenario> of(Environment environment, Effect... effects) {
        return Stream.concat(Stream.of(new Effect.None()), Arrays.stream(effects))
                .map(effect -> new Scenario(environment, effect));
    }
}
