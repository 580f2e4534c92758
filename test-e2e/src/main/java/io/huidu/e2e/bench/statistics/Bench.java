package io.huidu.e2e.bench.statistics;

import io.huidu.e2e.bench.statistics.policy.Contender;
import io.huidu.e2e.bench.statistics.policy.Policy;
import io.huidu.e2e.bench.statistics.simulation.Environment;
import io.huidu.e2e.bench.statistics.simulation.Scenario;
import io.huidu.e2e.bench.statistics.simulation.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Plays scenarios under policies, seeds 0, 1, 2, …; the results are the same however many threads there are.
 *
 * @param seeds how many of each
 * @param threads how many at once
 */
record Bench(int seeds, int threads) {

    /** Told after each release that was played under all policies; called by several threads. */
    interface Listener {
        void played();
    }

    /** How many releases are played. */
    static long releases(List<Scenario> scenarios, int seeds) {
        return withHealthy(scenarios).values().stream()
                .mapToLong(played -> (long) played.size() * seeds)
                .sum();
    }

    /** By environment, with its healthy scenario first, which all others are measured by. */
    private static Map<Environment, List<Scenario>> withHealthy(List<Scenario> scenarios) {
        Map<Environment, List<Scenario>> played = new LinkedHashMap<>();
        for (Scenario scenario : scenarios) {
            List<Scenario> here = played.computeIfAbsent(
                    scenario.environment(), environment -> new ArrayList<>(List.of(Scenario.healthy(environment))));
            if (!here.contains(scenario)) {
                here.add(scenario);
            }
        }
        return played;
    }

    /**
     * Plays them all.
     *
     * @param contenders who takes part in an environment
     * @return the results of the scenarios asked for, in their order, contender by contender
     */
    List<Result> run(List<Scenario> scenarios, Function<Environment, List<Contender>> contenders, Listener listener)
            throws InterruptedException {
        List<Result> results = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            for (Map.Entry<Environment, List<Scenario>> here :
                    withHealthy(scenarios).entrySet()) {
                List<Contender> compared = contenders.apply(here.getKey());
                List<Policy> policies = compared.stream()
                        .flatMap(contender -> contender.candidates().stream())
                        .toList();
                Hindsight hindsight = new Hindsight(compared);
                hindsight.of(played(executor, here.getValue(), policies, listener)).stream()
                        .filter(result -> scenarios.contains(result.scenario()))
                        .forEach(results::add);
            }
        }
        return results;
    }

    /** By scenario, the outcomes of each policy. */
    private Map<Scenario, List<List<Outcome>>> played(
            ExecutorService executor, List<Scenario> scenarios, List<Policy> policies, Listener listener)
            throws InterruptedException {
        Map<Scenario, List<Future<List<Outcome>>>> futures = scenarios.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        scenario -> LongStream.range(0, seeds)
                                .mapToObj(seed -> executor.submit(play(scenario, seed, policies, listener)))
                                .toList(),
                        (a, b) -> a,
                        LinkedHashMap::new));
        Map<Scenario, List<List<Outcome>>> outcomes = new LinkedHashMap<>();
        for (Map.Entry<Scenario, List<Future<List<Outcome>>>> one : futures.entrySet()) {
            outcomes.put(one.getKey(), byPolicy(one.getValue(), policies.size()));
        }
        return outcomes;
    }

    private static Callable<List<Outcome>> play(
            Scenario scenario, long seed, List<Policy> policies, Listener listener) {
        return () -> {
            World world = new World(scenario, seed);
            List<Outcome> outcomes = policies.stream()
                    .map(policy -> ReleaseRun.of(world, policy))
                    .toList();
            listener.played();
            return outcomes;
        };
    }

    private static List<List<Outcome>> byPolicy(List<Future<List<Outcome>>> bySeed, int policies)
            throws InterruptedException {
        List<List<Outcome>> outcomes = new ArrayList<>();
        for (Future<List<Outcome>> one : bySeed) {
            outcomes.add(outcome(one));
        }
        return IntStream.range(0, policies)
                .mapToObj(p -> outcomes.stream().map(of -> of.get(p)).toList())
                .toList();
    }

    private static List<Outcome> outcome(Future<List<Outcome>> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a simulated release failed", e.getCause());
        }
    }
}
