package io.huidu.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The labels of requests by whose values the versions are compared, such as the route; so that a version that gets
 * another mix of them is not taken for a worse one.
 *
 * @param labels names of Prometheus labels, in this order; empty to compare all requests together. A label that tells
 *     the outcome would hide a regression, and one that the versions don't share leaves nothing to compare.
 */
public record StratifyBy(@JsonValue List<String> labels) {

    public static final StratifyBy NOTHING = new StratifyBy(List.of());

    public static final int MOST_LABELS = 4;

    /** What a label is expected to be. */
    public static final String EXPECTED =
            "up to 4 different names of Prometheus labels that tell neither the outcome of a request nor the pod";

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    /** Outcomes, targets, and what belongs to the histogram. */
    private static final Set<String> UNFIT = Set.of(
            "status",
            "outcome",
            "exception",
            "error",
            "response_code",
            "response_flags",
            "grpc_response_status",
            "pod",
            "instance",
            "job",
            "le");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public StratifyBy {
        Require.that(areFit(labels), "analysis.stratifyBy", labels, EXPECTED);
        labels = List.copyOf(labels);
    }

    public static StratifyBy of(String... labels) {
        return new StratifyBy(List.of(labels));
    }

    /** Whether they are what is expected of labels. */
    public static boolean areFit(List<String> labels) {
        return labels.size() <= MOST_LABELS
                && new TreeSet<>(labels).size() == labels.size()
                && labels.stream().allMatch(label -> NAME.matcher(label).matches() && !UNFIT.contains(label));
    }
}
