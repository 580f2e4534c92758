package io.huidu.e2e.world.ingress;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What the routing objects of a cluster ask for together.
 *
 * @param rules of those of a host whose conditions hold, the first counts
 * @param problems what could not be followed, and why
 */
record RoutingTable(List<Rule> rules, List<String> problems) {

    static final RoutingTable EMPTY = new RoutingTable(List.of(), List.of());

    RoutingTable {
        rules = List.copyOf(rules);
        problems = List.copyOf(problems);
    }

    RoutingTable and(RoutingTable other) {
        return new RoutingTable(concat(rules, other.rules), concat(problems, other.problems));
    }

    private static <T> List<T> concat(Collection<T> first, Collection<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
