package io.huidu.e2e.world.ingress;

import java.util.Locale;

/** A condition on one part of a request. */
record Condition(Part part, TextMatch match) {

    /** A part of a request that nginx knows by a variable. */
    sealed interface Part {

        /** {@code $uri} and the like. */
        String variable();

        /** Without the query; decoded, and without dots and double slashes. */
        record Path() implements Part {
            @Override
            public String variable() {
                return "$uri";
            }
        }

        /** A header, whose name has letters, digits and hyphens: others nginx doesn't see. */
        record Header(String name) implements Part {

            public Header {
                name = name.toLowerCase(Locale.ROOT);
                require("header", name, "[-a-z0-9]+", "letters, digits and hyphens");
            }

            @Override
            public String variable() {
                return "$http_" + name.replace('-', '_');
            }
        }

        /** A cookie, whose name has letters, digits and underscores: others no variable can have. */
        record Cookie(String name) implements Part {

            public Cookie {
                require("cookie", name, "[A-Za-z0-9_]+", "letters, digits and underscores");
            }

            @Override
            public String variable() {
                return "$cookie_" + name;
            }
        }

        private static void require(String field, String got, String pattern, String expected) {
            if (!got.matches(pattern)) {
                throw new IllegalArgumentException("%s: got '%s', expected %s".formatted(field, got, expected));
            }
        }
    }

    static Condition path(TextMatch match) {
        return new Condition(new Part.Path(), match);
    }

    static Condition header(String name, TextMatch match) {
        return new Condition(new Part.Header(name), match);
    }

    static Condition cookie(String name, TextMatch match) {
        return new Condition(new Part.Cookie(name), match);
    }
}
