package io.huidu.shifter.console;

import io.huidu.events.ReleaseKey;
import io.huidu.shifter.console.Broadcast.News;
import io.huidu.shifter.console.access.Right;
import io.huidu.shifter.console.access.Viewer;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import io.javalin.http.sse.SseHandler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Server-sent events. Each stream has a thread of its own, which mostly waits, so that who is slow holds up nobody else;
 * with everything that it sends it asks again whether its viewer is still known, and still may see it.
 */
final class StreamApi implements AutoCloseable {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final int MOST = 200;
    private static final String NOTHING = "{}";

    private final Entry entry;
    private final Broadcast broadcast;
    private final ReleaseBoard board;
    private final Semaphore free = new Semaphore(MOST);

    /**
     * What somebody listens to.
     *
     * @param of what interests him
     * @param right what he must be allowed for each release
     */
    private record Subject(Predicate<News> of, Function<ReleaseKey, Right> right) {}

    StreamApi(Entry entry, Broadcast broadcast, ReleaseBoard board) {
        this.entry = entry;
        this.broadcast = broadcast;
        this.board = board;
    }

    void fleet(Context request) {
        entry.required(request);
        Query query = new Query(request);
        Optional<String> namespace = query.text("namespace");
        query.verify();
        open(
                request,
                new Subject(
                        news -> isOfFleet(news)
                                && namespace
                                        .map(news.release().namespace()::equals)
                                        .orElse(true),
                        release -> Right.listReleases(release.namespace())));
    }

    void release(Context request) {
        ReleaseKey key = Query.release(request);
        entry.required(request, Right.getReleases(key.namespace()));
        if (board.find(key).isEmpty()) {
            throw RefusedException.notFound("There is no CanaryRelease " + key + ".");
        }
        open(
                request,
                new Subject(news -> news.release().equals(key), release -> Right.getReleases(release.namespace())));
    }

    private static boolean isOfFleet(News news) {
        return news.event().equals("release") || news.event().equals("gone");
    }

    private void open(Context request, Subject subject) {
        if (!free.tryAcquire()) {
            throw RefusedException.tooMany("%d streams are open, and no more can be.".formatted(MOST));
        }
        try {
            new SseHandler(client -> begin(client, subject)).handle(request);
        } catch (Exception e) {
            free.release();
            throw new IllegalStateException("The stream can't be opened", e);
        }
    }

    private void begin(SseClient client, Subject subject) {
        client.keepAlive();
        Thread.ofPlatform().name("console-stream").daemon().start(() -> {
            try (client) {
                listen(client, subject);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                free.release();
            }
        });
    }

    private void listen(SseClient client, Subject subject) throws InterruptedException {
        Optional<Long> known =
                Optional.ofNullable(client.ctx().header("Last-Event-ID")).flatMap(broadcast::numberOf);
        long at = known.orElseGet(broadcast::last);
        if (known.isEmpty() && client.ctx().header("Last-Event-ID") != null) {
            client.sendEvent("reset", NOTHING, broadcast.idOf(at));
        } else {
            client.sendComment("open");
        }
        while (!client.terminated() && !broadcast.isEnded()) {
            Optional<List<News>> more = broadcast.after(at, HEARTBEAT);
            Optional<Viewer> viewer = viewer(client);
            if (viewer.isEmpty()) {
                client.sendEvent("end", NOTHING);
                return;
            }
            at = more.map(news -> send(client, subject, viewer.get(), news))
                    .orElseGet(() -> reset(client))
                    .orElse(at);
        }
    }

    /** Ends all streams, before the server does: it takes a request away under the hands of who still writes to it. */
    @Override
    public void close() {
        broadcast.end();
        try {
            free.tryAcquire(MOST, LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Viewer> viewer(SseClient client) {
        try {
            return entry.viewer(client.ctx());
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    private Optional<Long> reset(SseClient client) {
        long last = broadcast.last();
        client.sendEvent("reset", NOTHING, broadcast.idOf(last));
        return Optional.of(last);
    }

    private Optional<Long> send(SseClient client, Subject subject, Viewer viewer, List<News> news) {
        if (news.isEmpty()) {
            client.sendComment("still here");
            return Optional.empty();
        }
        news.stream()
                .filter(subject.of())
                .filter(one -> entry.may(viewer, subject.right().apply(one.release())))
                .forEach(one -> client.sendEvent(one.event(), one.json(), broadcast.idOf(one.number())));
        return Optional.of(news.getLast().number());
    }
}
