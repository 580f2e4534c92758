package io.huidu.e2e.bench.statistics.simulation;

/** A canary in an environment. */
public record Scenario(Environment environment, Effect effect) {

    public static Scenario healthy(Environment environment) {
        return new Scenario(environment, new Effect.None());
    }

    public boolean isHealthy() {
        return effect instanceof Effect.None;
    }

    /** The environment alone where the canary is healthy. */
    public String name() {
        return isHealthy() ? environment.name() : environment.name() + ": " + effect.name();
    }
}
