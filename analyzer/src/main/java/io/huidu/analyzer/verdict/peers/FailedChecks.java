package io.huidu.analyzer.verdict.peers;

/**
 * Flagger's counter of failed checks: since the release began, whatever passes in between. A check without a value fails.
 *
 * <p>Source: Flagger {@code 15bd6ad} (1.44), {@code pkg/controller/scheduler.go}.
 *
 * @param threshold how many roll back, at the beginning of the tick after; 1 or more
 * @param failed how many have failed
 */
public record FailedChecks(int threshold, int failed) {

    public FailedChecks {
        if (threshold < 1 || failed < 0) {
            throw new IllegalArgumentException("threshold and failed: got %d and %d, expected 1 or more and 0 or more"
                    .formatted(threshold, failed));
        }
    }

    /** None failed yet. */
    public static FailedChecks none(int threshold) {
        return new FailedChecks(threshold, 0);
    }

    /** One failed. */
    public FailedChecks plusOne() {
        return new FailedChecks(threshold, failed + 1);
    }

    /** Whether the next tick rolls back instead of checking. */
    public boolean isReached() {
        return failed >= threshold;
    }
}
