package io.huidu.e2e.bench.statistics;

import io.huidu.e2e.bench.statistics.Outcome.Ending;
import io.huidu.e2e.bench.statistics.policy.Contender;
import io.huidu.e2e.bench.statistics.simulation.Environment;
import io.huidu.e2e.bench.statistics.simulation.Scenario;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How a contender did in a scenario.
 *
 * @param choice what hindsight has chosen for it; empty where there was nothing to choose
 * @param outcomes seed by seed
 * @param healthy those of the healthy scenario in the same environment
 */
record Result(
        Scenario scenario,
        Contender contender,
        Optional<String> choice,
        List<Outcome> outcomes,
        List<Outcome> healthy) {

    Result {
        outcomes = List.copyOf(outcomes);
        healthy = List.copyOf(healthy);
    }

    /** Who, and what hindsight has chosen for it. */
    String who() {
        return contender.name() + choice.map(chosen -> ": " + chosen).orElse("");
    }

    /** Of healthy releases in the same environment. */
    Share falseRollbacks() {
        return share(healthy, Outcome::isRolledBack);
    }

    /** Not rolled back within the hour, or before there was a reason. */
    Share missed() {
        return share(outcomes, outcome -> !outcome.isFound());
    }

    Share undecided() {
        return share(outcomes, outcome -> outcome.ending() == Ending.UNDECIDED);
    }

    private static Share share(List<Outcome> outcomes, Predicate<Outcome> which) {
        return new Share(outcomes.stream().filter(which).count(), outcomes.size());
    }

    /** Seconds from the first harm to the rollback; infinite where it is missed. */
    Median secondsToRollback() {
        return Median.of(outcomes.stream()
                .mapToDouble(o -> o.isFound()
                        ? (o.intervals() - o.firstHarm()) * Environment.SECONDS
                        : Double.POSITIVE_INFINITY));
    }

    /** Within the hour, also where it is missed. */
    Median harmed() {
        return Median.of(outcomes.stream().mapToDouble(Outcome::harmed));
    }

    /** Seconds until the canary gets everything; infinite where that never happens. */
    Median secondsToPromotion() {
        return Median.of(outcomes.stream()
                .mapToDouble(o ->
                        o.ending() == Ending.PROMOTED ? o.promoted() * Environment.SECONDS : Double.POSITIVE_INFINITY));
    }

    /** Requests of both versions until the rollback, on average; of the hour where it is missed. */
    double meanRequests() {
        return outcomes.stream().mapToLong(Outcome::requests).average().orElseThrow();
    }
}
