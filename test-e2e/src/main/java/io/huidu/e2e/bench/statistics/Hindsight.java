package io.huidu.e2e.bench.statistics;

import io.huidu.e2e.bench.statistics.policy.Contender;
import io.huidu.e2e.bench.statistics.simulation.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Makes results of outcomes. Of a contender's candidates it takes, in each regressed scenario by itself, the one that lets
 * the fewest requests be harmed among those that roll back at most 5 % of the healthy releases in the same environment.
 */
record Hindsight(List<Contender> contenders) {

    /** What a peer may have of false rollbacks to be compared with. */
    static final double MOST_FALSE_ROLLBACKS = 0.05;

    /**
     * @param outcomes of one environment: by scenario, the healthy one first, those of each candidate of each contender
     */
    List<Result> of(Map<Scenario, List<List<Outcome>>> outcomes) {
        List<List<Outcome>> healthy = outcomes.values().iterator().next();
        List<Result> results = new ArrayList<>();
        outcomes.forEach((scenario, played) -> {
            int first = 0;
            for (Contender contender : contenders) {
                int next = first + contender.candidates().size();
                best(scenario, contender, played.subList(first, next), healthy.subList(first, next))
                        .ifPresent(results::add);
                first = next;
            }
        });
        return results;
    }

    private static Optional<Result> best(
            Scenario scenario, Contender contender, List<List<Outcome>> played, List<List<Outcome>> healthy) {
        if (contender.candidates().size() == 1) {
            return Optional.of(
                    new Result(scenario, contender, Optional.empty(), played.getFirst(), healthy.getFirst()));
        }
        return IntStream.range(0, scenario.isHealthy() ? 0 : played.size())
                .mapToObj(i -> new Result(
                        scenario,
                        contender,
                        Optional.of(contender.candidates().get(i).name()),
                        played.get(i),
                        healthy.get(i)))
                .filter(result -> result.falseRollbacks().value() <= MOST_FALSE_ROLLBACKS)
                .min(Comparator.comparingDouble(result -> result.harmed().value()));
    }
}
