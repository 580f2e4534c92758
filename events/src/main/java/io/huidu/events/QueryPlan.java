package io.huidu.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query that tells one number per version.
 *
 * @param expression PromQL with placeholders, of which at least one tells the versions apart: {@code {{version}}}, its
 *     {@code {{workload}}} or {@code {{service}}}; besides, {@code {{namespace}}} and {@code {{interval}}}
 * @param worse on which side a number is worse
 * @param minDifference a difference that nobody cares about, in the query's own unit; 0 for none
 * @param role what it is asked for
 */
public record QueryPlan(String expression, Worse worse, double minDifference, Role role) {

    private static final int LONGEST = 2000;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(.*?)}}");
    private static final Set<String> OF_THE_VERSION = Set.of("version", "workload", "service");
    private static final Set<String> OTHERS = Set.of("namespace", "interval");

    /** What an expression is expected to be. */
    public static final String EXPECTED =
            "PromQL of at most 2000 characters with {{version}}, {{workload}} or {{service}} in it, and no other placeholders than {{namespace}} and {{interval}}";

    /** Which numbers are worse. */
    public enum Worse {
        @JsonProperty("higher")
        HIGHER,
        @JsonProperty("lower")
        LOWER
    }

    /** What a query is asked for. Either can roll back. */
    public enum Role {
        /** A promotion asks nothing of it. */
        @JsonProperty("watch")
        WATCH,
        /** A promotion needs its evidence that the canary isn't inferior. */
        @JsonProperty("gate")
        GATE
    }

    public QueryPlan {
        Require.that(isFit(expression), "metric.query.expression", expression, EXPECTED);
        Require.that(
                minDifference >= 0 && minDifference < Double.MAX_VALUE,
                "metric.query.minDifference",
                minDifference,
                "0 or more");
    }

    /** Whether it is what is expected of an expression. */
    public static boolean isFit(String expression) {
        boolean tellsVersions = false;
        Matcher placeholders = PLACEHOLDER.matcher(expression);
        while (placeholders.find()) {
            boolean ofTheVersion = OF_THE_VERSION.contains(placeholders.group(1));
            tellsVersions |= ofTheVersion;
            if (!ofTheVersion && !OTHERS.contains(placeholders.group(1))) {
                return false;
            }
        }
        return tellsVersions && expression.length() <= LONGEST;
    }
}
