package io.huidu.shifter.rules;

import io.huidu.shifter.route.StringMatch;

/** A cookie, for routers that only know the header. */
public final class Cookies {

    /** The header's name. */
    public static final String HEADER = "cookie";

    private Cookies() {}

    /** What the header must match for the cookie {@code name} to match {@code value}. */
    public static StringMatch header(String name, StringMatch value) {
        String wanted = switch (value.kind()) {
            case EXACT, REGEX -> value.asRegex();
            case PREFIX -> StringMatch.exact(value.value()).asRegex() + "[^;]*";
        };
        return StringMatch.regex(
                "^(.*;\\s*)?%s=(%s)(;.*)?$".formatted(StringMatch.exact(name).asRegex(), wanted));
    }
}
