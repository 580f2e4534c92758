package io.huidu.shifter.istio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huidu.events.Weight;
import io.huidu.shifter.route.Shares;
import io.huidu.shifter.route.Split.Backend;
import java.util.List;

/**
 * Where an HTTP route sends copies to: {@code mirror} with its percentage, or the list {@code mirrors}, never both.
 *
 * <p>Source: Istio's reference of VirtualService, {@code HTTPRoute} and {@code HTTPMirrorPolicy}: all requests are
 * mirrored where no percentage is given.
 */
final class Mirrors {

    private static final String ONE = "mirror";
    private static final String MANY = "mirrors";
    private static final String PERCENTAGE = "mirrorPercentage";

    /** Older than {@code mirrorPercentage}, which wins where it is given. */
    private static final List<String> WHOLE_PERCENTS = List.of("mirrorPercent", "mirror_percent");

    static final List<String> FIELDS =
            List.of(ONE, MANY, PERCENTAGE, WHOLE_PERCENTS.getFirst(), WHOLE_PERCENTS.getLast());

    private Mirrors() {}

    static Weight share(ObjectNode route, Backend version, String namespace) {
        for (JsonNode policy : policies(route)) {
            if (Destinations.isFor(policy.path("destination"), version, namespace)) {
                double percent = policy.path("percentage").path("value").asDouble(100);
                return Shares.of(Math.round(Math.min(percent, 100) * 1000), 100_000);
            }
        }
        return Weight.ZERO;
    }

    /** As {@code mirror} when it is the only copy. */
    static void add(ObjectNode route, ObjectNode destination, Weight share) {
        ArrayNode policies = policies(route);
        ObjectNode policy = policies.addObject();
        policy.set("destination", destination);
        policy.putObject("percentage").put("value", share.percent());
        write(route, policies);
    }

    static void remove(ObjectNode route, Backend version, String namespace) {
        ArrayNode policies = policies(route);
        policies.removeIf(policy -> Destinations.isFor(policy.path("destination"), version, namespace));
        write(route, policies);
    }

    private static void write(ObjectNode route, ArrayNode policies) {
        route.remove(FIELDS);
        if (policies.size() > 1) {
            route.set(MANY, policies);
        } else if (!policies.isEmpty()) {
            route.set(ONE, policies.get(0).path("destination"));
            if (policies.get(0).has("percentage")) {
                route.set(PERCENTAGE, policies.get(0).get("percentage"));
            }
        }
    }

    /** All copies in the form of {@code mirrors}. */
    private static ArrayNode policies(ObjectNode route) {
        ArrayNode policies = route.arrayNode();
        if (route.get(MANY) instanceof ArrayNode many) {
            policies.addAll(many.deepCopy());
        }
        if (route.get(ONE) instanceof ObjectNode one) {
            ObjectNode policy = policies.addObject();
            policy.set("destination", one.deepCopy());
            percentage(route, policy);
        }
        return policies;
    }

    private static void percentage(ObjectNode route, ObjectNode policy) {
        if (route.get(PERCENTAGE) instanceof ObjectNode percentage) {
            policy.set("percentage", percentage.deepCopy());
            return;
        }
        WHOLE_PERCENTS.stream()
                .filter(field -> route.path(field).isNumber())
                .findFirst()
                .ifPresent(field -> policy.putObject("percentage").set("value", route.get(field)));
    }
}
