package io.huidu.shifter.rules;

/**
 * A list of rules in an object's spec.
 *
 * @param field its name in the spec
 * @param destinations the field of a rule that lists its destinations
 * @param matches the field of a rule that lists its matches
 */
public record RuleList(String field, String destinations, String matches, Sort sort) {

    /** What its rules are about. */
    public enum Sort {
        /** Requests, of which headers and path can be seen, and copies be sent. */
        REQUESTS,
        /** Connections, of which they can't. */
        CONNECTIONS
    }
}
