package io.huidu.events;

import java.util.Optional;

/**
 * What a {@link ShownQuery} has told at the end of a window.
 *
 * @param baseline of the baseline; empty where it told none
 * @param canary of the canary; empty where it told none
 */
public record ShownNumber(String name, Optional<Double> baseline, Optional<Double> canary) {

    public ShownNumber {
        Require.notBlank("shown.name", name);
        baseline.ifPresent(
                number -> Require.that(Double.isFinite(number), "shown.baseline", number, "a finite number"));
        canary.ifPresent(number -> Require.that(Double.isFinite(number), "shown.canary", number, "a finite number"));
    }
}
