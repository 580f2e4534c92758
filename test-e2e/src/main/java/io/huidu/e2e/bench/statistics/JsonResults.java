package io.huidu.e2e.bench.statistics;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Results for programs. What never happened in half of the releases is {@code null}. */
record JsonResults(List<Result> results) {

    private static final ObjectMapper JSON = new ObjectMapper();

    void writeTo(Path file) throws IOException {
        ArrayNode all = JSON.createArrayNode();
        results.forEach(result -> all.add(json(result)));
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), all);
    }

    private static ObjectNode json(Result result) {
        boolean healthy = result.scenario().isHealthy();
        ObjectNode node = JSON.createObjectNode()
                .put("scenario", result.scenario().name())
                .put("environment", result.scenario().environment().name())
                .put("healthy", healthy)
                .put("policy", result.contender().name())
                .put("kind", result.contender().kind().toString());
        result.choice().ifPresent(choice -> node.put("chosen", choice));
        node.set("falseRollbacks", json(result.falseRollbacks()));
        node.set("undecided", json(result.undecided()));
        if (result.scenario().environment().isRelease()) {
            node.set("secondsToPromotion", json(result.secondsToPromotion()));
        }
        if (!healthy) {
            node.set("missed", json(result.missed()));
            node.set("secondsToRollback", json(result.secondsToRollback()));
            node.set("requestsHarmed", json(result.harmed()));
        }
        return node;
    }

    private static ObjectNode json(Share share) {
        return JSON.createObjectNode()
                .put("count", share.count())
                .put("of", share.of())
                .put("share", share.value())
                .put("lower", share.lower())
                .put("upper", share.upper());
    }

    private static ObjectNode json(Median median) {
        ObjectNode node = JSON.createObjectNode();
        put(node, "median", median.value());
        put(node, "lower", median.lower());
        put(node, "upper", median.upper());
        return node;
    }

    private static void put(ObjectNode node, String name, double x) {
        if (Double.isFinite(x)) {
            node.put(name, x);
        } else {
            node.putNull(name);
        }
    }
}
