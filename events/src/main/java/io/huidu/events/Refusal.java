package io.huidu.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** Why a command is not done. The written form is CamelCase, like that of a {@link Reason}. */
public enum Refusal {
    /** It isn't signed, and has to be. */
    NOT_SIGNED("NotSigned"),
    /** Its signature is none of a known key, or one of something else. */
    SIGNATURE_INVALID("SignatureInvalid"),
    /** Its sender may not do this there. */
    NOT_ALLOWED("NotAllowed"),
    /** It came outside of the time for which it was signed. */
    EXPIRED("Expired"),
    /** It can't be done as the release is. */
    NOT_POSSIBLE("NotPossible");

    private final String text;

    Refusal(String text) {
        this.text = text;
    }

    @JsonValue
    @Override
    public String toString() {
        return text;
    }

    @JsonCreator
    public static Refusal of(String text) {
        return Arrays.stream(values())
                .filter(refusal -> refusal.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "refusal: got '%s', expected one of %s".formatted(text, Arrays.toString(values()))));
    }
}
