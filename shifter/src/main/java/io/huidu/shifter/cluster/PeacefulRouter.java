package io.huidu.shifter.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.huidu.shifter.route.Ability;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.RouteException;
import io.huidu.shifter.route.Router;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.Split;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A patient router that sees when somebody else keeps overwriting what it writes, and says who: a route is then
 * {@link Route.Contested}, until it was left alone for a while. It also remembers what could not be written.
 *
 * <p>Source of the name: {@code metadata.managedFields}, in which the API server notes who wrote last.
 */
public final class PeacefulRouter implements Router {

    /** As whom this process writes: the first part of its client's user agent. */
    public static final String MANAGER = "huidu-shifter";

    private final Router router;
    private final RoutingObject object;
    private final Contests contests;
    private final InstantSource clock;

    public PeacefulRouter(RoutingObject object, Contests contests, InstantSource clock) {
        this.router = new PatientRouter(object);
        this.object = object;
        this.contests = contests;
        this.clock = clock;
    }

    @Override
    public Ability ability() {
        return router.ability();
    }

    @Override
    public Route observe(Split split) {
        Route route = router.observe(split);
        return route instanceof Route.At at ? observe(split, at) : route;
    }

    private Route observe(Split split, Route.At at) {
        return contests.isContested(kind(), split, at.routing(), clock.instant())
                ? new Route.Contested(at.routing(), message(split, at.routing()))
                : new Route.At(at.routing(), at.share(), contests.refusal(kind(), split));
    }

    @Override
    public void apply(Split split, Routing routing) {
        try {
            router.apply(split, routing);
            contests.wrote(kind(), split, routing);
        } catch (RouteException e) {
            contests.refused(kind(), split, new Route.Refusal(routing, e.reason(), e.getMessage()));
            throw e;
        }
    }

    @Override
    public void release(Split split) {
        router.release(split);
        contests.forget(kind(), split);
    }

    private String kind() {
        return router.ability().kind();
    }

    private String message(Split split, Routing routing) {
        return "route %s/%s: got %s, written by %s, who overwrote Huidu %d times within %d minutes; let it ignore the fields that split the traffic"
                .formatted(
                        split.namespace(),
                        split.route(),
                        routing,
                        other(split),
                        Contests.MOST,
                        Contests.WINDOW.toMinutes());
    }

    private String other(Split split) {
        try {
            return object.find(split).stream()
                    .flatMap(PeacefulRouter::entries)
                    .filter(entry -> !MANAGER.equals(entry.getManager()))
                    .max(Comparator.comparing(entry -> Objects.requireNonNullElse(entry.getTime(), "")))
                    .map(ManagedFieldsEntry::getManager)
                    .orElse("an unknown manager");
        } catch (KubernetesClientException e) {
            return "a manager that couldn't be read";
        }
    }

    private static Stream<ManagedFieldsEntry> entries(HasMetadata object) {
        return object.getMetadata().getManagedFields() == null
                ? Stream.empty()
                : object.getMetadata().getManagedFields().stream();
    }
}
