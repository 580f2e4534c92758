package io.huidu.shifter.route;

import io.huidu.events.Reason;
import io.huidu.events.Weight;
import io.huidu.shifter.route.Split.Backend;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Routes that exist in memory: shares by version, as found and as they are now. */
public final class InMemoryRouter implements Router {

    private record Entry(Map<String, Weight> found, Map<String, Weight> now) {}

    private final Map<String, Entry> routes = new ConcurrentHashMap<>();

    /** Makes a route that leads to one version alone. */
    public void leadTo(Split split, Backend version) {
        Map<String, Weight> all = Map.of(version.version(), Weight.ALL);
        routes.put(key(split), new Entry(all, all));
    }

    public Map<String, Object> written() {
        return new HashMap<>(routes);
    }

    @Override
    public Route observe(Split split) {
        return Optional.ofNullable(routes.get(key(split)))
                .<Route>map(entry ->
                        new Route.At(entry.now().getOrDefault(split.canary().version(), Weight.ZERO)))
                .orElseGet(() -> new Route.Missing(missing(split)));
    }

    @Override
    public void apply(Split split, Weight canary) {
        Map<String, Weight> shares =
                Map.of(split.canary().version(), canary, split.stable().version(), canary.rest());
        Entry applied = routes.computeIfPresent(
                key(split),
                (key, entry) -> observe(split).equals(new Route.At(canary)) ? entry : new Entry(entry.found(), shares));
        if (applied == null) {
            throw new RouteException(Reason.ROUTE_MISSING, missing(split));
        }
    }

    @Override
    public void release(Split split) {
        routes.computeIfPresent(key(split), (key, entry) -> new Entry(entry.found(), entry.found()));
    }

    private static String missing(Split split) {
        return "route %s: doesn't exist".formatted(key(split));
    }

    private static String key(Split split) {
        return split.namespace() + "/" + split.route();
    }
}
