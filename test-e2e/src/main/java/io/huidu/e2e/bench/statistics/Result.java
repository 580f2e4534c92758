package io.huidu.e2e.bench.statistics;

import io.huidu.e2e.bench.statistics.Outcome.Ending;
import io.huidu.e2e.bench.statistics.simulation.Environment;
import io.huidu.e2e.bench.statistics.simulation.Scenario;
import java.util.List;
import java.util.function.Predicate;

/** How a policy did in a scenario, seed by seed. */
record Result(Scenario scenario, String policy, List<Outcome> outcomes) {

    Result {
        outcomes = List.copyOf(outcomes);
    }

    Share falseRollbacks() {
        return share(Outcome::isFalseRollback);
    }

    Share found() {
        return share(Outcome::isFound);
    }

    /** Of the releases of a regressed canary. */
    Share missed() {
        return share(outcome -> !outcome.isRolledBack());
    }

    Share undecided() {
        return share(outcome -> outcome.ending() == Ending.UNDECIDED);
    }

    private Share share(Predicate<Outcome> which) {
        return new Share(outcomes.stream().filter(which).count(), outcomes.size());
    }

    /** Seconds from the first harm to the rollback; infinite where it isn't found. */
    Median secondsToRollback() {
        return Median.of(outcomes.stream()
                .mapToDouble(o -> o.isFound()
                        ? (o.intervals() - o.firstHarm()) * Environment.SECONDS
                        : Double.POSITIVE_INFINITY));
    }

    /** Within the hour, also where it isn't found. */
    Median harmed() {
        return Median.of(outcomes.stream().mapToDouble(Outcome::harmed));
    }

    /** Seconds until the canary gets everything; infinite where that never happens. */
    Median secondsToPromotion() {
        return Median.of(outcomes.stream()
                .mapToDouble(o ->
                        o.ending() == Ending.PROMOTED ? o.promoted() * Environment.SECONDS : Double.POSITIVE_INFINITY));
    }
}
