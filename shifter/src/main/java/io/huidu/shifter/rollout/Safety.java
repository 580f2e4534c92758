package io.huidu.shifter.rollout;

import java.time.Duration;

/**
 * What happens when nothing happens.
 *
 * @param noDataDeadline how long a release holds without usable data before {@code onNoData} decides
 * @param onNoData what is done then
 * @param progressDeadline how long a step may last with data but without a verdict before {@link OnInconclusive}
 *     decides, and how long something may be in its way before it is rolled back
 * @param rollbackWindow how long after a promotion the way back to the version that served before needs no steps; zero
 *     for not at all
 */
public record Safety(
        Duration noDataDeadline, OnNoData onNoData, Duration progressDeadline, Duration rollbackWindow) {

    public static final Safety DEFAULT = new Safety(
            Duration.ofMinutes(10), OnNoData.ROLL_BACK, Duration.ofHours(1), Duration.ofMinutes(30));

    /** What is done after {@link Safety#noDataDeadline()}. */
    public enum OnNoData {
        HOLD,
        ROLL_BACK
    }

    public Safety {
        Check.that(noDataDeadline.isPositive(), "safety.noDataDeadline", noDataDeadline, "more than 0s");
        Check.that(progressDeadline.isPositive(), "safety.progressDeadline", progressDeadline, "more than 0s");
        Check.that(!rollbackWindow.isNegative(), "safety.rollbackWindow", rollbackWindow, "0s or more");
    }
}
