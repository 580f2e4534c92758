package io.huidu.shifter.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.huidu.events.Reason;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.cluster.RoutingObject;
import io.huidu.shifter.route.Ability;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.RouteException;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.Split;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Splits by the weights of destinations.
 *
 * <p>Writes the field {@code weight} of the two versions' destinations, a destination where only one version is listed,
 * a copy to the canary, rules for the requests that go to a version whatever the weight, and the cookies that some of
 * these know them by; and annotations that remember how all this was found. {@link #release} puts it back: traffic then goes where it went before Huidu came, which need not
 * be where the last release took it.
 */
public final class RuleRouter implements RoutingObject {

    private final Cluster cluster;
    private final Dialect dialect;

    public RuleRouter(Cluster cluster, Dialect dialect) {
        this.cluster = cluster;
        this.dialect = dialect;
    }

    /** One version of the API. */
    private record Found(ResourceDefinitionContext kind, GenericKubernetesResource object) {}

    @Override
    public Optional<GenericKubernetesResource> find(Split split) {
        return read(split).map(Found::object);
    }

    @Override
    public Ability ability() {
        return dialect.ability();
    }

    @Override
    public Route observe(Split split) {
        try {
            return read(split)
                    .map(found -> observe(new RuledObject(found.object(), split, dialect), split))
                    .orElseGet(() -> new Route.Missing(missing(split)));
        } catch (RouteException e) {
            return new Route.Unclear(e.getMessage());
        }
    }

    private Route observe(RuledObject object, Split split) {
        Optional<String> problem = problem(split, object);
        return problem.isPresent()
                ? new Route.Unclear(problem.get())
                : expressed(split, object::routing)
                        .<Route>map(routing -> new Route.At(routing))
                        .orElseGet(() -> new Route.Unclear(
                                "%s: the rules huidu-match-… or the cookies that go with them aren't as Huidu wrote them; remove these rules, and they are written again if need be"
                                        .formatted(name(split))));
    }

    @Override
    public void apply(Split split, Routing routing) {
        Found found = read(split).orElseThrow(() -> new RouteException(Reason.ROUTE_MISSING, missing(split)));
        RuledObject object = new RuledObject(found.object(), split, dialect);
        problem(split, object).ifPresent(problem -> {
            throw new RouteException(Reason.ROUTE_MISSING, problem);
        });
        if (!expressed(split, () -> object.isAt(routing))) {
            GenericKubernetesResource wanted = expressed(split, () -> object.with(routing));
            if (!new RuledObject(wanted, split, dialect).isAt(routing)) {
                throw new RouteException(
                        Reason.ROUTE_UNREACHABLE,
                        "%s: got %s, expected matches, mirrors and sessions that one of its rules for requests can have"
                                .formatted(name(split), routing));
            }
            cluster.update(found.kind(), wanted);
        }
    }

    @Override
    public void release(Split split) {
        read(split).ifPresent(found -> {
            RuledObject object = new RuledObject(found.object(), split, dialect);
            if (object.remembers()) {
                cluster.update(found.kind(), object.restored());
            }
        });
    }

    private Optional<Found> read(Split split) {
        return dialect.kinds().stream()
                .flatMap(kind -> cluster.find(kind, split.namespace(), split.route()).stream()
                        .map(object -> new Found(kind, object)))
                .findFirst();
    }

    private Optional<String> problem(Split split, RuledObject object) {
        if (object.rules().isEmpty()) {
            return Optional.of("%s: no route splits between these two versions alone; %s"
                    .formatted(name(split), dialect.expected(split)));
        }
        List<JsonNode> destinations = object.rules().stream()
                .flatMap(Rule::nodes)
                .map(JsonNode.class::cast)
                .toList();
        return dialect.problem(destinations, split).map(problem -> "%s: %s".formatted(name(split), problem));
    }

    private <T> T expressed(Split split, Supplier<T> verb) {
        try {
            return verb.get();
        } catch (InexpressibleException e) {
            throw new RouteException(Reason.ROUTE_UNREACHABLE, "%s: %s".formatted(name(split), e.getMessage()), e);
        }
    }

    private String missing(Split split) {
        return "%s: doesn't exist, or its CustomResourceDefinition doesn't; %s"
                .formatted(name(split), dialect.expected(split));
    }

    private String name(Split split) {
        return "%s %s/%s".formatted(dialect.kinds().getFirst().getKind(), split.namespace(), split.route());
    }
}
