package io.huidu.shifter.rollout;

import io.huidu.events.Reason;
import io.huidu.shifter.freeze.FreezeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happens when nothing happens.
 *
 * @param noDataDeadline how long a release holds without usable data before {@code onNoData} decides
 * @param onNoData what is done then
 * @param progressDeadline how long a step may last with data but without a verdict before {@link OnInconclusive}
 *     decides, and how long something may be in its way before it is rolled back
 * @param rollbackWindow how long after a promotion the way back to the version that served before needs no steps; zero
 *     for not at all
 * @param freeze when no release starts and no weight rises
 */
public record Safety(
        Duration noDataDeadline,
        OnNoData onNoData,
        Duration progressDeadline,
        Duration rollbackWindow,
        List<FreezeWindow> freeze) {

    public static final Safety DEFAULT = new Safety(
            Duration.ofMinutes(10), OnNoData.ROLL_BACK, Duration.ofHours(1), Duration.ofMinutes(30), List.of());

    /** What is done after {@link Safety#noDataDeadline()}. */
    public enum OnNoData {
        HOLD,
        ROLL_BACK
    }

    public Safety {
        freeze = List.copyOf(freeze);
        Check.that(noDataDeadline.isPositive(), "safety.noDataDeadline", noDataDeadline, "more than 0s");
        Check.that(progressDeadline.isPositive(), "safety.progressDeadline", progressDeadline, "more than 0s");
        Check.that(!rollbackWindow.isNegative(), "safety.rollbackWindow", rollbackWindow, "0s or more");
    }

    /** What it is frozen by, until when; empty when it isn't. */
    Optional<Obstacle> frozen(Instant now) {
        return freeze.stream()
                .flatMap(window -> window.end(now).map(end -> Map.entry(end, window)).stream())
                .max(Map.Entry.comparingByKey())
                .map(ending -> new Obstacle(
                        Reason.FREEZE_WINDOW,
                        "frozen by spec.safety.freeze %s until %s"
                                .formatted(
                                        ending.getValue(),
                                        ending.getKey()
                                                .atZone(ending.getValue().zone())
                                                .toOffsetDateTime())));
    }
}
