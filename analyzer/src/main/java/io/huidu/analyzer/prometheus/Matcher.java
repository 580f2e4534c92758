package io.huidu.analyzer.prometheus;

/**
 * One label matcher of PromQL.
 *
 * @param operator one of PromQL's four
 * @param value the value as it is meant; written with the escapes of a PromQL string
 */
record Matcher(String label, Operator operator, String value) {

    enum Operator {
        EQUALS("="),
        EQUALS_NOT("!="),
        MATCHES("=~"),
        MATCHES_NOT("!~");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }
    }

    static Matcher equalTo(String label, String value) {
        return new Matcher(label, Operator.EQUALS, value);
    }

    /** The whole value matches an RE2 expression. */
    static Matcher matching(String label, String expression) {
        return new Matcher(label, Operator.MATCHES, expression);
    }

    static Matcher notMatching(String label, String expression) {
        return new Matcher(label, Operator.MATCHES_NOT, expression);
    }

    /** A text as an RE2 expression that matches it alone. */
    static String quoted(String text) {
        return text.replaceAll("[^A-Za-z0-9_-]", "\\\\$0");
    }

    /** As PromQL writes it. */
    @Override
    public String toString() {
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return label + operator.symbol + '"' + escaped + '"';
    }
}
