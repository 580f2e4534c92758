package io.huidu.shifter.console;

import io.huidu.events.Envelope;
import io.huidu.events.Judgement;
import io.huidu.events.ReleaseKey;
import io.huidu.events.kafka.EventListener;
import io.huidu.shifter.console.view.Series;
import io.huidu.shifter.console.view.Story;
import io.huidu.shifter.console.view.Story.Added;
import io.huidu.shifter.console.view.Timeline;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/**
 * What was heard on {@code huidu.events}, in memory and within bounds: where all releases together have more, those with
 * most are thinned, the oldest first. Thread-safe.
 */
final class Stories implements EventListener {

    private final Map<ReleaseKey, Story> stories = new ConcurrentHashMap<>();
    private final Set<Integer> behind = ConcurrentHashMap.newKeySet();
    private final Limits limits;
    private final Ear ear;
    private int points;
    private int happenings;

    /** How much is kept of all releases together. */
    record Limits(int points, int happenings) {}

    /** Who is told of what is new. */
    interface Ear {

        void added(Envelope envelope, Added added, Story story);
    }

    Stories(Limits limits, Ear ear) {
        this.limits = limits;
        this.ear = ear;
    }

    @Override
    public void received(Envelope envelope, int partition) {
        Story story = stories.computeIfAbsent(envelope.release(), key -> new Story());
        int pointsBefore = story.points();
        int happeningsBefore = story.happenings();
        Added added = story.hear(envelope);
        points += story.points() - pointsBefore;
        happenings += story.happenings() - happeningsBefore;
        bound();
        ear.added(envelope, added, story);
    }

    @Override
    public void assigned(Set<Integer> partitions) {
        behind.addAll(partitions);
    }

    @Override
    public void caughtUp(int partition) {
        behind.remove(partition);
    }

    @Override
    public void revoked(Set<Integer> partitions) {
        behind.removeAll(partitions);
    }

    /** Whether what was there before this process is still being read. */
    boolean isReadingBack() {
        return !behind.isEmpty();
    }

    Timeline timeline(ReleaseKey key, Optional<String> run, int limit, Optional<String> after) {
        return story(key)
                .map(story -> story.timeline(run, limit, after))
                .orElseGet(() -> new Timeline(List.of(), 0, Optional.empty()));
    }

    Series series(ReleaseKey key, Optional<String> run, Optional<Instant> after) {
        return story(key).map(story -> story.series(run, after)).orElse(Series.EMPTY);
    }

    Optional<Judgement> lastRollback(ReleaseKey key) {
        return story(key).flatMap(Story::lastRollback);
    }

    private Optional<Story> story(ReleaseKey key) {
        return Optional.ofNullable(stories.get(key));
    }

    /** Only the one thread of the subscription counts and thins. */
    private void bound() {
        while (points > limits.points()) {
            thinMost(Story::points);
        }
        while (happenings > limits.happenings()) {
            thinMost(Story::happenings);
        }
    }

    private void thinMost(ToIntFunction<Story> size) {
        Story most =
                stories.values().stream().max(Comparator.comparingInt(size)).orElseThrow();
        points -= most.points();
        happenings -= most.happenings();
        most.thin();
        points += most.points();
        happenings += most.happenings();
    }
}
