package io.huidu.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A reason as it stands in an event: one of {@link Reason}'s, or a word that a later version has added. Who writes says
 * what is known; who reads shows what it doesn't know as it is, and never decides by it.
 */
public sealed interface ReasonWord permits Reason, ReasonWord.Unknown {

    /** The reason, if it is one that this version knows. */
    default Optional<Reason> known() {
        return this instanceof Reason reason ? Optional.of(reason) : Optional.empty();
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException when it can't be a reason
     */
    @JsonCreator
    static ReasonWord of(String text) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.toString().equals(text))
                .findFirst()
                .<ReasonWord>map(reason -> reason)
                .orElseGet(() -> new Unknown(text));
    }

    /**
     * A word that this version doesn't know.
     *
     * @param text CamelCase, as Kubernetes asks of reasons, at most 100 letters and digits
     */
    record Unknown(@JsonValue String text) implements ReasonWord {

        private static final Pattern WORD = Pattern.compile("[A-Z][A-Za-z0-9]{0,99}");

        public Unknown {
            Require.that(WORD.matcher(text).matches(), "reason", text, "a word in CamelCase");
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
