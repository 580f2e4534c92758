package io.huidu.e2e.bench.statistics;

import io.huidu.e2e.bench.statistics.policy.Policy;
import io.huidu.e2e.bench.statistics.simulation.Scenario;
import io.huidu.e2e.bench.statistics.simulation.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Plays every scenario under every policy, seeds 0, 1, 2, …; the results are the same however many threads there are.
 *
 * @param seeds how many of each
 * @param threads how many at once
 */
record Bench(int seeds, int threads) {

    /** Told after each release of a scenario under all policies; called by several threads. */
    interface Listener {
        void played();
    }

    List<Result> run(List<Scenario> scenarios, List<Policy> policies, Listener listener) throws InterruptedException {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<List<Future<List<Outcome>>>> played = new ArrayList<>();
            for (Scenario scenario : scenarios) {
                played.add(IntStream.range(0, seeds)
                        .mapToObj(seed -> executor.submit(play(scenario, seed, policies, listener)))
                        .toList());
            }
            List<Result> results = new ArrayList<>();
            for (int i = 0; i < scenarios.size(); i++) {
                results.addAll(results(scenarios.get(i), policies, played.get(i)));
            }
            return results;
        }
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

    private static List<Result> results(Scenario scenario, List<Policy> policies, List<Future<List<Outcome>>> bySeed)
            throws InterruptedException {
        List<List<Outcome>> outcomes = new ArrayList<>();
        for (Future<List<Outcome>> one : bySeed) {
            outcomes.add(outcome(one));
        }
        return IntStream.range(0, policies.size())
                .mapToObj(p -> new Result(
                        scenario,
                        policies.get(p).name(),
                        outcomes.stream().map(of -> of.get(p)).toList()))
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
