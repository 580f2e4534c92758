package io.huidu.shifter.console.view;

import io.huidu.events.Command;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Weight;
import java.util.Optional;

/**
 * What somebody asks for, without who and why.
 *
 * @param step from 1, for {@link Verb#JUMP}
 * @param version for {@link Verb#RELEASE}: {@code spec.desired}
 * @param image for {@link Verb#RELEASE}: {@code spec.image}
 */
public record Wanted(
        Verb verb, Optional<Integer> weight, Optional<Integer> step, Optional<String> version, Optional<String> image) {

    public Wanted(Verb verb) {
        this(verb, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The command of the contract.
     *
     * @throws IllegalArgumentException with what was got and what was expected, when it isn't one
     */
    public Command by(ReleaseKey release, String actor, String reason) {
        return new Command(verb.command(), release, actor, reason, version, image, weight.map(Weight::of), step);
    }
}
