package io.huidu.e2e.bench.statistics;

/**
 * One of the figures that the bench is there for.
 *
 * @param what what is measured, and where
 * @param value what it is
 * @param target what it is to be
 * @param isMet whether it is
 */
record Figure(String what, String value, String target, boolean isMet) {

    String row() {
        return "| %s | %s | %s | %s |%n".formatted(what, value, target, isMet ? "yes" : "**no**");
    }
}
