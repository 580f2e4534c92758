package io.huidu.shifter.rollout;

import io.huidu.events.JudgePlan;
import io.huidu.events.Preset;
import io.huidu.events.StratifyBy;
import io.huidu.events.Weight;
import io.huidu.shifter.freeze.Cron;
import io.huidu.shifter.freeze.FreezeWindow;
import io.huidu.shifter.rollout.AnalysisSettings.OnInconclusive;
import io.huidu.shifter.rollout.ReleaseSpec.Hold;
import io.huidu.shifter.rollout.Safety.OnNoData;
import io.huidu.shifter.rollout.Wish.Ask;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What people ask for in the small model: 50, then 100.
 *
 * @param inWindow whether it is the time of a freeze window
 * @param valid whether the spec has no problems
 * @param minRequests another number is another analysis
 * @param retry the value of the annotation
 * @param hand what somebody asks of the running release; empty when nobody does
 */
record SmallSpec(
        String desired,
        boolean paused,
        boolean inWindow,
        boolean valid,
        int minRequests,
        int retry,
        Optional<Ask> hand) {

    static final SmallSpec V1_DESIRED = new SmallSpec("v1", false, false, true, 100, 0, Optional.empty());

    /** By hand. */
    static final int SET = 70;

    private static final FreezeWindow ALWAYS =
            new FreezeWindow(Cron.parse("0 * * * *"), Duration.ofHours(1), ZoneOffset.UTC);

    private static final Map<SmallSpec, Checked> CHECKED = new ConcurrentHashMap<>();

    SmallSpec desired(String other) {
        return new SmallSpec(other, paused, inWindow, valid, minRequests, retry, hand);
    }

    SmallSpec paused(boolean other) {
        return new SmallSpec(desired, other, inWindow, valid, minRequests, retry, hand);
    }

    SmallSpec inWindow(boolean other) {
        return new SmallSpec(desired, paused, other, valid, minRequests, retry, hand);
    }

    SmallSpec valid(boolean other) {
        return new SmallSpec(desired, paused, inWindow, other, minRequests, retry, hand);
    }

    SmallSpec minRequests(int other) {
        return new SmallSpec(desired, paused, inWindow, valid, other, retry, hand);
    }

    SmallSpec retry(int other) {
        return new SmallSpec(desired, paused, inWindow, valid, minRequests, other, hand);
    }

    SmallSpec hand(Optional<Ask> other) {
        return new SmallSpec(desired, paused, inWindow, valid, minRequests, retry, other);
    }

    Wishes wishes(Memory memory) {
        Map<Ask, Wish> asked = hand.map(
                        ask -> Map.of(ask, new Wish(what(ask, memory), "team", "because", Optional.empty())))
                .orElse(Map.of());
        return new Wishes(asked, Optional.of("" + retry));
    }

    private static String what(Ask ask, Memory memory) {
        Optional<Release> release = memory.release();
        return switch (ask) {
            case RESUME, APPROVE, SKIP -> release.map(r -> r.request().id()).orElse("none");
            case JUMP -> release.map(SmallSpec::jump).orElse("none@1");
            case PROMOTE, ROLLBACK ->
                release.map(Release::run)
                        .or(() -> memory.wayBack().map(WayBack::run))
                        .map(Run::id)
                        .orElse("none");
            case WEIGHT -> "" + SET;
            case FREEZE -> "all";
        };
    }

    /** Down when it is above the first step, else up. */
    private static String jump(Release release) {
        return "%s@%d".formatted(release.request().id(), release.settled().percent() > 50 ? 1 : 2);
    }

    Checked checked() {
        return CHECKED.computeIfAbsent(this, SmallSpec::check);
    }

    private Checked check() {
        return valid ? new Checked.Valid(spec()) : new Checked.Invalid(List.of("spec.steps: got nothing"));
    }

    /** A tick is longer than the analyzer's patience, two are the deadlines. */
    private ReleaseSpec spec() {
        return new ReleaseSpec(
                SmallWorld.versions(),
                desired,
                new Traffic.NginxIngress("a"),
                List.of(
                        new Step(Weight.of(50), Duration.ZERO, Step.Exit.ON_VERDICT),
                        new Step(Weight.ALL, Duration.ZERO, Step.Exit.ON_VERDICT)),
                new AnalysisSettings(
                        Preset.SPRING_BOOT,
                        Duration.ofSeconds(15),
                        AnalysisSettings.DEFAULT_FALSE_ROLLBACK_PROBABILITY,
                        AnalysisSettings.DEFAULT_FALSE_PROMOTION_PROBABILITY,
                        minRequests,
                        Duration.ZERO,
                        OnInconclusive.HOLD,
                        AnalysisSettings.DEFAULT_METRICS,
                        StratifyBy.NOTHING,
                        JudgePlan.SEQUENTIAL),
                new Safety(
                        Duration.ofSeconds(90),
                        OnNoData.ROLL_BACK,
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(90),
                        inWindow ? List.of(ALWAYS) : List.of()),
                paused ? Hold.PAUSED : Hold.NONE,
                Optional.empty(),
                CapacitySettings.DEFAULT);
    }
}
