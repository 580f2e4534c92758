package io.huidu.shifter.rollout;

import java.time.Duration;

/**
 * What happens when nothing happens.
 *
 * @param noDataDeadline how long a release holds without usable data before {@code onNoData} decides
 * @param onNoData what is done then
 * @param progressDeadline how long a step may last with data but without a verdict before {@link OnInconclusive}
 *     decides, and how long something may be in its way before it is rolled back
 */
public record Safety(Duration noDataDeadline, OnNoData onNoData, Duration progressDeadline) {

    public static final Safety DEFAULT = new Safety(Duration.ofMinutes(10), OnNoData.ROLL_BACK, Duration.ofHours(1));

    /** What is done after {@link Safety#noDataDeadline()}. */
    public enum OnNoData {
        HOLD,
        ROLL_BACK
    }

    public Safety {
        Check.that(noDataDeadline.isPositive(), "safety.noDataDeadline", noDataDeadline, "more than 0s");
        Check.that(progressDeadline.isPositive(), "safety.progressDeadline", progressDeadline, "more than 0s");
    }
}
