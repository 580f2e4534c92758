package io.huidu.shifter.rollout;

import java.util.List;

/** A spec after the check. */
public sealed interface Checked {

    /** Nothing is wrong with it. */
    record Valid(ReleaseSpec spec) implements Checked {}

    /**
     * Something is wrong with it.
     *
     * @param problems all of them, each {@code spec.x.y: got '…', expected …}; not empty
     */
    record Invalid(List<String> problems) implements Checked {
        public Invalid {
            problems = List.copyOf(problems);
            Check.that(!problems.isEmpty(), "problems", problems, "at least one");
        }

        String message() {
            return String.join("; ", problems);
        }
    }
}
