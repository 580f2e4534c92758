package io.huidu.shifter.rules;

import io.huidu.shifter.route.StringMatch;
import java.util.Iterator;

/** A cookie, for routers that only know the header. */
public final class Cookies {

    /** The header's name. */
    public static final String HEADER = "cookie";

    /** The header that gives one. */
    public static final String SET_HEADER = "Set-Cookie";

    private Cookies() {}

    /**
     * One header of a name is all that can be added to an answer.
     *
     * @param headers that are added
     * @throws InexpressibleException when one of them gives a cookie
     */
    public static void checkNoneIsGiven(Iterator<String> headers) {
        headers.forEachRemaining(header -> {
            if (header.equalsIgnoreCase(SET_HEADER)) {
                throw new InexpressibleException(
                        "%s is added to the answers of one of the versions already; let the service itself give that cookie"
                                .formatted(header));
            }
        });
    }

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
