package io.huidu.shifter.console.view;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A command, whether the viewer may give it, and whether it would do something now.
 *
 * @param needs what has to be said with it
 * @param effect what will happen, where nothing more has to be said
 */
public record Action(
        Verb verb,
        boolean allowed,
        boolean possible,
        Optional<String> why,
        List<String> needs,
        Optional<String> effect) {

    /** All of them. */
    static List<Action> all(Reading of, boolean allowed) {
        return Arrays.stream(Verb.values()).map(verb -> of(verb, of, allowed)).toList();
    }

    private static Action of(Verb verb, Reading of, boolean allowed) {
        Effect effect = Effects.of(new Wanted(verb), of);
        List<String> needs = switch (verb) {
            case SET_WEIGHT -> List.of("weight");
            case JUMP -> List.of("step");
            case RELEASE -> List.of(of.summary().image().isPresent() ? "image" : "version");
            default -> List.of();
        };
        boolean byImage = verb == Verb.RELEASE
                && of.summary().image().isPresent()
                && of.problems().isEmpty();
        return new Action(
                verb,
                allowed,
                byImage || effect.possible(),
                byImage ? Optional.empty() : effect.why(),
                needs,
                needs.isEmpty() && effect.possible() ? Optional.of(effect.effect()) : Optional.empty());
    }
}
