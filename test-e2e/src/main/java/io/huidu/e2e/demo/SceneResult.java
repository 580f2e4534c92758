package io.huidu.e2e.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a scene went.
 *
 * @param ending empty when it didn't end in time
 * @param reason why it ended so, in one word
 * @param message the same in a sentence
 * @param requests what users asked for in it
 * @param harmed answers of the version on trial that failed, or that the fault slowed down
 * @param faultToZero from the beginning of the fault until the route gave v2 nothing; empty without a fault
 * @param strayAfterwards answers of the version on trial after it was rolled back; 0 otherwise
 */
record SceneResult(
        Scene scene,
        Optional<Glimpse.Ending> ending,
        String reason,
        String message,
        Duration lasted,
        List<StepResult> steps,
        long requests,
        long harmed,
        Optional<Duration> faultToZero,
        long strayAfterwards) {

    SceneResult {
        steps = List.copyOf(steps);
    }

    boolean isAsItShould() {
        return ending.equals(Optional.of(scene.expected()))
                && steps.stream().allMatch(StepResult::isAsAsked)
                && strayAfterwards == 0;
    }
}
