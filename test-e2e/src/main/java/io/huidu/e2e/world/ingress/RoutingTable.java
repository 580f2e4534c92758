package io.huidu.e2e.world.ingress;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What the routing objects of a cluster ask for together.
 *
 * @param routes of two for the same host and path the first one counts
 * @param problems what could not be followed, and why
 */
record RoutingTable(List<PathRoute> routes, List<String> problems) {

    static final RoutingTable EMPTY = new RoutingTable(List.of(), List.of());

    RoutingTable {
        routes = List.copyOf(routes);
        problems = List.copyOf(problems);
    }

    RoutingTable and(RoutingTable other) {
        return new RoutingTable(concat(routes, other.routes), concat(problems, other.problems));
    }

    private static <T> List<T> concat(Collection<T> first, Collection<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
