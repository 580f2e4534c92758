package io.huidu.e2e.bench.statistics;

import io.huidu.e2e.bench.statistics.simulation.Effect;
import io.huidu.e2e.bench.statistics.simulation.Environment;
import io.huidu.e2e.bench.statistics.simulation.Scenario;
import java.util.Optional;

/**
 * How many requests of both versions a sequential test at α = 1 % needs on average to find a regression, if it knows both
 * error rates and the canary's share: log(1/α) over the Kullback–Leibler divergence of one request. None needs fewer.
 *
 * <p>Source: A. Wald, "Sequential tests of statistical hypotheses", 1945, doi:10.1214/aoms/1177731118.
 *
 * @param requests the bound
 * @param perInterval requests in an interval
 */
record WaldBound(double requests, double perInterval) {

    private static final double ALPHA = 0.01;

    /** Present for errors of independent requests in steady traffic at a constant share. */
    static Optional<WaldBound> of(Scenario scenario) {
        Environment environment = scenario.environment();
        return environment.isPlain() && scenario.effect() instanceof Effect.Errors errors
                ? Optional.of(of(environment, environment.weight(0, 0) / 100.0, errors.factor()))
                : Optional.empty();
    }

    private static WaldBound of(Environment environment, double share, double factor) {
        double p1 = environment.traffic().errors();
        double ofBaseline = (1 - share) * p1;
        double ofCanary = share * p1 * factor;
        double bad = ofBaseline + ofCanary;
        double divergence =
                ofBaseline * Math.log(ofBaseline / ((1 - share) * bad)) + ofCanary * Math.log(ofCanary / (share * bad));
        double perInterval = environment.traffic().perSecond() * Environment.SECONDS;
        return new WaldBound(-Math.log(ALPHA) / divergence, perInterval);
    }

    double intervals() {
        return requests / perInterval;
    }
}
