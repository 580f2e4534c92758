package io.huidu.e2e.bench.statistics.policy;

import io.huidu.e2e.bench.statistics.simulation.Environment;
import java.util.List;

/** The steps of a policy that has no rule of its own for promotion: 5, 25 and 50 % for a third of an hour each. */
final class TimedSteps {

    private static final List<Integer> STEPS = List.of(5, 25, 50);
    private static final int EACH = Environment.INTERVALS / 3;

    Action after(int intervals) {
        int step = intervals / EACH;
        if (intervals % EACH != 0) {
            return new Action.Stay();
        }
        return step < STEPS.size() ? new Action.Shift(STEPS.get(step)) : new Action.Finish();
    }
}
