package io.huidu.shifter.console;

import io.huidu.events.ReleaseKey;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.console.access.Right;
import io.huidu.shifter.console.access.Viewer;
import io.huidu.shifter.console.view.Effects;
import io.huidu.shifter.console.view.FleetQuery;
import io.huidu.shifter.console.view.Reading;
import io.huidu.shifter.console.view.ReleaseView;
import io.huidu.shifter.console.view.RouteObjects;
import io.huidu.shifter.console.view.SpecView;
import io.huidu.shifter.console.view.Summary;
import io.huidu.shifter.console.view.Verb;
import io.huidu.shifter.console.view.Wanted;
import io.huidu.shifter.console.view.Workload;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What can be read of releases. */
final class ReadApi {

    private static final int MOST_RELEASES = 2_000;
    private static final int RELEASES = 200;
    private static final int MOST_EVENTS = 500;
    private static final int EVENTS = 100;

    private final Entry entry;
    private final ReleaseBoard board;
    private final Stories stories;
    private final LiveObjects objects;
    private final Notices notices;
    private final InstantSource clock;

    ReadApi(
            Entry entry,
            ReleaseBoard board,
            Stories stories,
            LiveObjects objects,
            Notices notices,
            InstantSource clock) {
        this.entry = entry;
        this.board = board;
        this.stories = stories;
        this.objects = objects;
        this.notices = notices;
        this.clock = clock;
    }

    void releases(Context request) {
        Viewer viewer = entry.required(request);
        Query query = new Query(request);
        FleetQuery asked = new FleetQuery(
                query.text("namespace"),
                query.text("search").map(FleetQuery::words).orElse(List.of()),
                query.text("phase")
                        .map(phases -> Set.copyOf(Arrays.asList(phases.split(",", -1))))
                        .orElse(Set.of()),
                query.number("limit", 1, MOST_RELEASES).orElse(RELEASES),
                query.text("cursor"));
        query.verify();
        Answers.tagged(request, asked.of(visible(viewer)));
    }

    /** Those that he may list. Who may everywhere, as most do, is asked about once. */
    private List<Summary> visible(Viewer viewer) {
        if (entry.may(viewer, Right.listReleases(""))) {
            return List.copyOf(board.all());
        }
        Map<String, Boolean> listed = new ConcurrentHashMap<>();
        return board.all().stream()
                .filter(release -> listed.computeIfAbsent(
                        release.namespace(), namespace -> entry.may(viewer, Right.listReleases(namespace))))
                .collect(Collectors.toUnmodifiableList());
    }

    void release(Context request) {
        ReleaseKey key = Query.release(request);
        Viewer viewer = entry.required(request, Right.getReleases(key.namespace()));
        Reading reading = new Reading(found(key), clock.instant());
        ReleaseView.Beside beside = new ReleaseView.Beside(
                stories.lastRollback(key),
                workloads(viewer, reading),
                entry.may(viewer, Right.patchReleases(key.namespace())),
                notices.now());
        Answers.tagged(request, ReleaseView.of(reading, beside));
    }

    private Optional<List<Workload>> workloads(Viewer viewer, Reading reading) {
        String namespace = reading.release().getMetadata().getNamespace();
        return entry.may(viewer, Right.get("apps", "deployments", namespace))
                ? Optional.of(SpecView.of(reading).versions().stream()
                        .map(version -> objects.workload(namespace, version))
                        .toList())
                : Optional.empty();
    }

    void series(Context request) {
        ReleaseKey key = Query.release(request);
        entry.required(request, Right.getReleases(key.namespace()));
        Query query = new Query(request);
        Optional<String> run = query.text("run");
        Optional<Instant> from = query.time("from");
        query.verify();
        requireKnown(key);
        Answers.tagged(request, stories.series(key, run, from));
    }

    void events(Context request) {
        ReleaseKey key = Query.release(request);
        entry.required(request, Right.getReleases(key.namespace()));
        Query query = new Query(request);
        Optional<String> run = query.text("run");
        int limit = query.number("limit", 1, MOST_EVENTS).orElse(EVENTS);
        Optional<String> cursor = query.text("cursor");
        query.verify();
        requireKnown(key);
        Answers.tagged(request, stories.timeline(key, run, limit, cursor));
    }

    void route(Context request) {
        ReleaseKey key = Query.release(request);
        Viewer viewer = entry.required(request, Right.getReleases(key.namespace()));
        SpecView.RouteName route = SpecView.of(new Reading(found(key), clock.instant()))
                .traffic()
                .orElseThrow(() -> RefusedException.notFound("The spec has problems, and names no route."));
        Right right = LiveObjects.right(route, key.namespace());
        if (!entry.may(viewer, right)) {
            throw RefusedException.forbidden("%s may not %s.".formatted(viewer.name(), right));
        }
        Answers.tagged(request, new RouteObjects(objects.route(key.namespace(), route)));
    }

    void effect(Context request) {
        ReleaseKey key = Query.release(request);
        entry.required(request, Right.getReleases(key.namespace()));
        Query query = new Query(request);
        Optional<Verb> verb = query.value(
                "verb",
                "one of " + Verb.words(),
                text -> Verb.of(text).orElseThrow(() -> new IllegalArgumentException(text)));
        Optional<Integer> weight = query.number("weight", 1, 99);
        Optional<Integer> step = query.number("step", 1, 99);
        Optional<String> version = query.text("version");
        Optional<String> image = query.text("image");
        if (verb.isEmpty() && request.queryParam("verb") == null) {
            query.problem("verb", "nothing", "one of " + Verb.words());
        }
        query.verify();
        Answers.json(
                request,
                Effects.of(
                        new Wanted(verb.orElseThrow(), weight, step, version, image),
                        new Reading(found(key), clock.instant())));
    }

    private CanaryRelease found(ReleaseKey key) {
        return objects.release(key).orElseThrow(() -> missing(key));
    }

    private void requireKnown(ReleaseKey key) {
        if (board.find(key).isEmpty()) {
            throw missing(key);
        }
    }

    private static RefusedException missing(ReleaseKey key) {
        return RefusedException.notFound("There is no CanaryRelease " + key + ".");
    }
}
