package io.huidu.e2e.bench.statistics.simulation;

import java.util.List;

/**
 * What requests are for.
 *
 * @param baseline the routes' shares of the baseline's requests
 * @param canary their shares of the canary's
 * @param errors their error rates over the usual one, of both versions
 */
public record Routes(List<Double> baseline, List<Double> canary, List<Double> errors) {

    static final Routes ONE = new Routes(List.of(1.0), List.of(1.0), List.of(1.0));

    /** Three that are alike. */
    static final Routes THREE = new Routes(List.of(0.7, 0.25, 0.05), List.of(0.7, 0.25, 0.05), List.of(1.0, 1.0, 1.0));

    /** Three that fail differently, of which the canary gets another mix: twice the errors, and no route is worse. */
    static final Routes OTHER_MIX =
            new Routes(List.of(0.7, 0.25, 0.05), List.of(0.4, 0.3, 0.3), List.of(0.6, 1.0, 6.6));

    /** The last of three. */
    static final int LAST = 2;

    public Routes {
        baseline = List.copyOf(baseline);
        canary = List.copyOf(canary);
        errors = List.copyOf(errors);
    }

    int count() {
        return errors.size();
    }

    double share(Side side, int route) {
        return (side == Side.CANARY ? canary : baseline).get(route);
    }

    double errors(int route) {
        return errors.get(route);
    }

    /** Whether there is more than one, so that a comparison can go route by route. */
    public boolean areSeveral() {
        return count() > 1;
    }
}
