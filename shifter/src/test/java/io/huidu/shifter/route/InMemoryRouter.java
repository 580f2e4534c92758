package io.huidu.shifter.route;

import io.huidu.events.Reason;
import io.huidu.shifter.route.Ability.Conditions;
import io.huidu.shifter.route.Ability.Mirrors;
import io.huidu.shifter.route.Ability.Sessions;
import io.huidu.shifter.route.Ability.Weights;
import io.huidu.shifter.route.Split.Backend;
import io.huidu.shifter.route.StringMatch.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Routes that exist in memory: what each version receives, as found and as it is now. */
public final class InMemoryRouter implements Router {

    private static final Set<Kind> ALL = Set.of(Kind.values());
    private static final Ability EVERYTHING = new Ability(
            "a route in memory", ALL, ALL, ALL, Conditions.MANY, Mirrors.ANY, Weights.EXACT, Sessions.BY_COOKIE);

    private record Entry(Map<String, Routing> found, Map<String, Routing> now) {}

    private final Map<String, Entry> routes = new ConcurrentHashMap<>();

    /** Makes a route that leads to one version alone. */
    public void leadTo(Split split, Backend version) {
        Map<String, Routing> all = Map.of(version.version(), Routing.EVERYTHING);
        routes.put(key(split), new Entry(all, all));
    }

    public Map<String, Object> written() {
        return new HashMap<>(routes);
    }

    /** What each version receives, by route. */
    public Map<String, Object> observed() {
        Map<String, Object> now = new HashMap<>();
        routes.forEach((key, entry) -> now.put(key, entry.now()));
        return now;
    }

    @Override
    public Ability ability() {
        return EVERYTHING;
    }

    @Override
    public Route observe(Split split) {
        Entry entry = routes.get(key(split));
        return entry == null
                ? new Route.Missing(missing(split))
                : new Route.At(entry.now().getOrDefault(split.canary().version(), Routing.NOTHING));
    }

    @Override
    public void apply(Split split, Routing routing) {
        Map<String, Routing> now = Map.of(
                split.canary().version(),
                routing,
                split.stable().version(),
                Routing.of(routing.weight().rest()));
        Entry applied = routes.computeIfPresent(
                key(split),
                (key, entry) -> observe(split).equals(new Route.At(routing)) ? entry : new Entry(entry.found(), now));
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
