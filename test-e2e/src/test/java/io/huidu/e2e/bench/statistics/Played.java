package io.huidu.e2e.bench.statistics;

import io.huidu.e2e.bench.statistics.policy.Contenders;
import io.huidu.e2e.bench.statistics.policy.Policy;
import io.huidu.e2e.bench.statistics.simulation.Scenario;
import io.huidu.e2e.bench.statistics.simulation.Scenarios;
import io.huidu.e2e.bench.statistics.simulation.World;

/** Single releases by name. */
final class Played {

    private Played() {}

    static Scenario scenario(String name) {
        return Scenarios.all().stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("scenario: got '%s', expected one of the bench".formatted(name)));
    }

    static Outcome release(String scenario, String contender) {
        Scenario played = scenario(scenario);
        Policy policy = Contenders.in(played.environment()).stream()
                .filter(c -> c.name().equals(contender))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "contender: got '%s', expected one of the bench".formatted(contender)))
                .candidates()
                .getFirst();
        return ReleaseRun.of(new World(played, 1), policy);
    }
}
