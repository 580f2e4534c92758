package io.huidu.events;

import java.util.Optional;

/**
 * What the traffic there is can show of one metric. Estimates for people, not part of any guarantee.
 *
 * @param detectableRisk the relative risk that a regression, there since the release began, would have to have to be rolled
 *     back by now, more likely than not; empty while none would be
 * @param missing what is still missing for a promotion as far as this metric goes; empty when more of the same wouldn't do
 */
public record MetricOutlook(Optional<Double> detectableRisk, Optional<Missing> missing) {

    public MetricOutlook {
        detectableRisk.ifPresent(risk -> Require.that(risk > 0, "outlook.detectableRisk", risk, "more than 0"));
    }
}
