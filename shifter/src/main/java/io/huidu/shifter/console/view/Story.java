package io.huidu.shifter.console.view;

import io.huidu.events.AnalysisJudged;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Command;
import io.huidu.events.CommandRefused;
import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.Judgement;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.ReleaseState;
import io.huidu.shifter.console.view.Series.RunShort;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is kept of one release: its timeline, and the series of its last runs. Thread-safe. */
public final class Story {

    /** Of one release, over all its runs: 12 hours of intervals of 15 seconds. */
    private static final int MOST_POINTS = 2_880;

    private static final int MOST_RUNS = 10;
    private static final int MOST_HAPPENINGS = 300;

    private final Map<String, RunRecord> runs = new LinkedHashMap<>();
    private final Deque<Happening> happenings = new ArrayDeque<>();
    private Optional<Judgement> lastRollback = Optional.empty();

    /**
     * What an event added.
     *
     * @param after the time after which there are points now that weren't there before; empty where there are none
     */
    public record Added(Optional<Happening> happening, Optional<Instant> after, String run) {

        static final Added NOTHING = new Added(Optional.empty(), Optional.empty(), "");
    }

    /** Takes an event in; one that is known already adds nothing. */
    public synchronized Added hear(Envelope envelope) {
        Optional<Happening> happening = Happening.of(envelope);
        if (happening.filter(this::isKnown).isPresent()) {
            return Added.NOTHING;
        }
        happening.ifPresent(this::add);
        return switch (envelope.event()) {
            case AnalysisJudged judged -> hear(judged, happening);
            case ReleaseChanged changed -> hear(envelope, changed, happening);
            case CommandRefused refused -> new Added(happening, Optional.empty(), "");
            case AnalysisRequested requested -> Added.NOTHING;
            case Command command -> Added.NOTHING;
        };
    }

    private Added hear(AnalysisJudged judged, Optional<Happening> happening) {
        Judgement judgement = judged.judgement();
        RunRecord run = run(judgement.releaseId());
        switch (judged.type()) {
            case ANALYSIS_PROMOTE -> run.reached(judgement, "promote");
            case ANALYSIS_ROLLBACK -> run.reached(judgement, "rollback");
            default -> {
                // The standing verdict, once more.
            }
        }
        boolean isNew = run.add(judgement);
        bound();
        return new Added(
                happening,
                isNew ? Optional.of(judgement.windowEnd().minusMillis(1)) : Optional.empty(),
                judgement.releaseId());
    }

    private Added hear(Envelope envelope, ReleaseChanged changed, Optional<Happening> happening) {
        ReleaseState state = changed.state();
        run(state.releaseId()).changed(changed.type(), envelope.time(), state);
        if (changed.type() == EventType.RELEASE_ROLLED_BACK) {
            lastRollback = state.judgement();
        }
        bound();
        return new Added(happening, Optional.empty(), state.releaseId());
    }

    /** How many points there are. */
    public synchronized int points() {
        return runs.values().stream().mapToInt(RunRecord::points).sum();
    }

    /** Leaves out about a quarter of what there is, the oldest first. */
    public synchronized void thin() {
        forget(Math.max(1, points() / 4));
        int fewer = happenings.size() - happenings.size() / 4;
        while (happenings.size() > fewer) {
            happenings.removeFirst();
        }
    }

    /** How many happenings there are. */
    public synchronized int happenings() {
        return happenings.size();
    }

    /** The judgement that led to the last rollback; empty when none did, or when it isn't kept. */
    public synchronized Optional<Judgement> lastRollback() {
        return lastRollback;
    }

    /** A page of what happened. */
    public synchronized Timeline timeline(Optional<String> run, int limit, Optional<String> after) {
        return Timeline.of(new ArrayList<>(happenings), run, limit, after);
    }

    /**
     * The series of a run.
     *
     * @param run its id; the latest without
     * @param after only what came after it
     */
    public synchronized Series series(Optional<String> run, Optional<Instant> after) {
        List<RunShort> kept =
                new ArrayList<>(runs.values().stream().map(RunRecord::inShort).toList()).reversed();
        Optional<RunRecord> found = run.isPresent()
                ? run.flatMap(id -> Optional.ofNullable(runs.get(id)))
                : kept.stream().findFirst().map(latest -> run(latest.id()));
        return found.map(record -> record.series(after, kept)).orElse(Series.EMPTY);
    }

    private boolean isKnown(Happening happening) {
        return happenings.stream().anyMatch(known -> known.id().equals(happening.id()));
    }

    private void add(Happening happening) {
        happenings.addLast(happening);
        if (happenings.size() > MOST_HAPPENINGS) {
            happenings.removeFirst();
        }
    }

    private RunRecord run(String id) {
        return runs.computeIfAbsent(id, RunRecord::new);
    }

    private void bound() {
        while (runs.size() > MOST_RUNS) {
            runs.remove(runs.keySet().iterator().next());
        }
        forget(points() - MOST_POINTS);
    }

    private void forget(int count) {
        int left = count;
        for (RunRecord run : runs.values()) {
            int here = Math.min(Math.max(0, left), run.points());
            run.forget(here);
            left -= here;
        }
    }
}
