package io.huidu.shifter.service;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.huidu.events.Reason;
import io.huidu.events.Weight;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.cluster.RoutingObject;
import io.huidu.shifter.route.Ability;
import io.huidu.shifter.route.Headcount;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.RouteException;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.Shares;
import io.huidu.shifter.route.Split;
import io.huidu.shifter.service.Front.Lead;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Splits by the pods that a Service selects, with neither mesh nor ingress: those of one version for nothing and for
 * everything, those of both for all between. The share then follows the ready pods ({@link Headcount}), and is what
 * {@link Route.At#share()} says. A weight is written only where the pods that are ready give no more than it; going
 * back asks for nothing but the Service.
 *
 * <p>Writes the labels of the selector that tell the versions apart, and annotations that remember how these were found
 * and what was asked for. {@link #release} puts the labels back.
 */
public final class ServiceRouter implements RoutingObject {

    private static final Set<String> OVER = Set.of("Succeeded", "Failed");

    private final Cluster cluster;

    public ServiceRouter(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Optional<Service> find(Split split) {
        return cluster.find(Service.class, split.namespace(), split.route());
    }

    @Override
    public Ability ability() {
        return Ability.SERVICE;
    }

    @Override
    public Route observe(Split split) {
        try {
            return find(split)
                    .map(service -> observe(front(service, split)))
                    .orElseGet(() -> new Route.Missing(missing(split)));
        } catch (RouteException e) {
            return new Route.Unclear(e.getMessage());
        }
    }

    private static Route observe(Front front) {
        // What would keep the next weight from being written is said beforehand, but not while one has to go back.
        Optional<String> problem = front.problem(new Notes(front.service()).isEmpty() ? Lead.BOTH : front.lead());
        if (problem.isPresent()) {
            return new Route.Unclear("%s: %s".formatted(name(front.split()), problem.get()));
        }
        return switch (front.lead()) {
            case STABLE -> new Route.At(Routing.NOTHING);
            case CANARY -> new Route.At(Routing.EVERYTHING);
            case BOTH -> both(front);
            case NEITHER ->
                new Route.Unclear("%s: got the selector %s, expected %s, %s or neither"
                        .formatted(
                                name(front.split()),
                                Front.selector(front.service()),
                                new TreeMap<>(front.marks().stable()),
                                new TreeMap<>(front.marks().canary())));
        };
    }

    /** Where nobody asked, both versions get something, whatever their pods are at the moment. */
    private static Route both(Front front) {
        Optional<Weight> share = front.heads().map(Headcount::share);
        Weight weight = new Notes(front.service())
                .weight(front.split())
                .orElseGet(() -> Shares.partial(share.orElse(Weight.ZERO)));
        return new Route.At(Routing.of(weight), share);
    }

    @Override
    public void apply(Split split, Routing routing) {
        Service service = find(split).orElseThrow(() -> new RouteException(Reason.ROUTE_MISSING, missing(split)));
        Front front = front(service, split);
        Weight weight = routing.weight();
        Lead lead = Front.lead(weight);
        if (front.lead() == lead && (lead != Lead.BOTH || isNoted(front, weight))) {
            return;
        }
        front.problem(lead).ifPresent(problem -> {
            throw new RouteException(Reason.ROUTE_UNREACHABLE, "%s: %s".formatted(name(split), problem));
        });
        if (lead == Lead.BOTH) {
            checkShare(front, weight);
            checkStrangers(front);
        }
        new Notes(service).write(split, front.marks(), weight);
        service.getSpec().setSelector(front.selectorFor(lead));
        cluster.update(service);
    }

    private static boolean isNoted(Front front, Weight weight) {
        return new Notes(front.service())
                .weight(front.split())
                .filter(weight::equals)
                .isPresent();
    }

    /** Where the canary has everything, whatever the pods make of the weight is less. */
    private static void checkShare(Front front, Weight weight) {
        Headcount heads = front.heads()
                .orElseThrow(() -> new RouteException(
                        Reason.WORKLOAD_MISSING,
                        "%s: got no ready pods of one of the Deployments %s and %s, expected both to be there"
                                .formatted(
                                        name(front.split()),
                                        front.split().stable().workload(),
                                        front.split().canary().workload())));
        if (front.lead() != Lead.CANARY && !heads.isWithin(weight)) {
            throw new RouteException(
                    Reason.SHARE_TOO_LARGE,
                    "%s: got %d ready pods of %s beside %d of %s, which get %s of the traffic, expected pods that get no more than %s"
                            .formatted(
                                    name(front.split()),
                                    heads.canary(),
                                    front.split().canary().version(),
                                    heads.stable(),
                                    front.split().stable().version(),
                                    heads.share(),
                                    weight));
        }
    }

    /** Pods that would get traffic which they never got: the selector that was found was a narrower one. */
    private void checkStrangers(Front front) {
        strangers(front).stream().findFirst().ifPresent(pod -> {
            throw new RouteException(
                    Reason.ROUTE_UNREACHABLE,
                    "%s: pod %s is of neither version and has the labels %s, by which the Service is to select both; give it others, or the selector more"
                            .formatted(name(front.split()), pod.getMetadata().getName(), front.common()));
        });
    }

    private List<Pod> strangers(Front front) {
        return cluster
                .selected(
                        Pod.class,
                        front.split().namespace(),
                        new LabelSelectorBuilder()
                                .withMatchLabels(front.common())
                                .build())
                .stream()
                .filter(pod -> pod.getStatus() == null
                        || !OVER.contains(pod.getStatus().getPhase()))
                .filter(pod -> !isOf(pod, front.marks().stable())
                        && !isOf(pod, front.marks().canary()))
                .toList();
    }

    private static boolean isOf(Pod pod, Map<String, String> marks) {
        return pod.getMetadata().getLabels().entrySet().containsAll(marks.entrySet());
    }

    @Override
    public void release(Split split) {
        find(split).ifPresent(service -> {
            Notes notes = new Notes(service);
            if (!notes.isEmpty()) {
                Map<String, String> selector = new TreeMap<>(Front.selector(service));
                notes.marks(split).ifPresent(marks -> selector.keySet().removeAll(marks.keys()));
                selector.putAll(notes.found());
                service.getSpec().setSelector(selector);
                notes.forget();
                cluster.update(service);
            }
        });
    }

    // What is behind the Service

    private Front front(Service service, Split split) {
        Optional<Marks> noted = new Notes(service).marks(split);
        try {
            return front(service, split, noted, deployment(split.stable(), split), deployment(split.canary(), split));
        } catch (KubernetesClientException e) {
            Marks marks = noted.orElseThrow(() -> e);
            return new Front(service, split, marks, Optional.empty(), Optional.empty());
        }
    }

    /** What was noted serves where a Deployment is gone: the way back needs none of them. */
    private static Front front(
            Service service,
            Split split,
            Optional<Marks> noted,
            Optional<Deployment> stable,
            Optional<Deployment> canary) {
        Marks marks = stable.flatMap(one -> canary.map(other -> Marks.of(one, other)))
                .or(() -> noted)
                .orElseThrow(() -> new RouteException(
                        Reason.WORKLOAD_MISSING,
                        "%s: which labels tell the versions apart is not known without the Deployments %s and %s; create them"
                                .formatted(
                                        name(split),
                                        split.stable().workload(),
                                        split.canary().workload())));
        return new Front(service, split, marks, stable, canary);
    }

    private Optional<Deployment> deployment(Split.Backend version, Split split) {
        return cluster.find(Deployment.class, split.namespace(), version.workload());
    }

    private static String missing(Split split) {
        return "%s: doesn't exist; expected one that selects the pods of Deployment %s or of %s"
                .formatted(
                        name(split), split.stable().workload(), split.canary().workload());
    }

    private static String name(Split split) {
        return "Service %s/%s".formatted(split.namespace(), split.route());
    }
}
