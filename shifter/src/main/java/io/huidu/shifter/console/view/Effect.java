package io.huidu.shifter.console.view;

import java.util.List;
import java.util.Optional;

/**
 * What a command would do.
 *
 * @param possible whether it would do something now
 * @param why why not, where it isn't possible
 * @param effect what will happen
 * @param warnings what to think of before
 * @param about the run or the step that it is about
 */
public record Effect(
        Verb verb,
        boolean possible,
        Optional<String> why,
        String effect,
        List<String> warnings,
        Optional<String> about) {

    /** It does something now. */
    static Effect does(Verb verb, String effect, Optional<String> about) {
        return new Effect(verb, true, Optional.empty(), effect, List.of(), about);
    }

    /** It would do nothing now. */
    static Effect not(Verb verb, String why) {
        return new Effect(verb, false, Optional.of(why), "", List.of(), Optional.empty());
    }

    /** The same with what to think of before. */
    Effect warning(List<String> of) {
        return new Effect(verb, possible, why, effect, of, about);
    }
}
