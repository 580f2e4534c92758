package io.huidu.service;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that must be well.
 *
 * @param name in one word, for example {@code kafka}
 * @param problem empty while it is well, else one sentence that says why not. It is asked at every probe, so it must
 *     answer at once from what is known already.
 */
public record Check(String name, Supplier<Optional<String>> problem) {

    /** The problem; a check that fails itself is one too. */
    Optional<String> ask() {
        try {
            return problem.get();
        } catch (RuntimeException e) {
            return Optional.of("the check itself failed: " + e);
        }
    }
}
