package io.huidu.analyzer.counting;

import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.DataState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests exactly, window by window, from the raw samples of counters.
 *
 * <p>The count of a window (a, b] is the sum of the increases between consecutive samples of a series, from the last
 * sample at or before a to the last one at or before b. So windows add up: whatever lies between two scrapes is in the
 * window of the later one, nothing is lost and nothing is counted twice.
 *
 * <ul>
 *   <li>A drop, or another process behind the same target, is a restart: the new value counts in full.
 *   <li>A new series of a target that was scraped before began at 0, and so did all series of a process that started
 *       after the grid's origin: their first value counts in full. The first value of any other series is only where
 *       counting starts, since nobody knows when its requests happened.
 *   <li>A window is given out once every target has a sample past its end, or is scraped in a rhythm by which its next
 *       one is sure to come after the end, or has missed so many scrapes that it is gone. A sample that turns up later
 *       still counts, in the next window.
 *   <li>A version that isn't scraped any more leaves a window without data; what the other one did meanwhile is counted
 *       with the first window that has data of both again.
 * </ul>
 *
 * Each count is also given by pod, from the same increases, so that the pods' counts add up to the version's.
 *
 * <p>Samples may be entered any number of times, and in pieces of any size: the counts of a window depend on nothing but
 * the samples. Values that can't be counts (a staleness mark, a negative number) are passed over.
 *
 * <p>Memory is proportional to the number of series ever seen. Not safe for use by several threads.
 */
public final class Ledger {

    /** A scrape becomes visible when it ends, with the time at which it began. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private final Grid grid;
    private final Map<Target, TargetLog> targets = new HashMap<>();
    private final LastSamples last = new LastSamples();
    private final Map<Long, Map<Side, VersionTally>> open = new HashMap<>();
    private long next;
    private Instant countedFrom;

    public Ledger(Grid grid) {
        this.grid = grid;
        this.countedFrom = grid.origin();
    }

    /** The window that is given out next. */
    public Window next() {
        return grid.window(next);
    }

    /** When the next window can be given out, if all scrapes come in time. */
    public Instant nextAt() {
        return next().end().plus(SETTLING);
    }

    /** Takes note of samples; those that are known already change nothing. */
    public void enter(Collection<Series> batch) {
        // First all scrapes and starts, whichever series shows them: what a first value means depends on them.
        batch.forEach(this::note);
        batch.forEach(this::count);
    }

    /**
     * The windows that are complete and were not given out before, oldest first.
     *
     * @param horizon up to when samples have been entered
     */
    public List<CountedWindow> takeAll(Instant horizon) {
        return Stream.generate(() -> take(horizon))
                .takeWhile(Optional::isPresent)
                .map(Optional::orElseThrow)
                .toList();
    }

    /** Leaves out the next window, whatever was counted in it. */
    public Window skip() {
        open.remove(next);
        Window window = next();
        next++;
        countedFrom = window.end();
        return window;
    }

    private Optional<CountedWindow> take(Instant horizon) {
        Window window = next();
        if (horizon.isBefore(nextAt()) || !isSettled(window, horizon)) {
            return Optional.empty();
        }
        CountedWindow counted = close(window);
        targets.values().forEach(t -> t.prune(window.end().toEpochMilli()));
        next++;
        return Optional.of(counted);
    }

    private CountedWindow close(Window window) {
        Map<Side, VersionTally> tallies = Objects.requireNonNullElseGet(open.remove(next), Ledger::noTallies);
        VersionTally baseline = tallies.getOrDefault(Side.BASELINE, new VersionTally());
        VersionTally canary = tallies.getOrDefault(Side.CANARY, new VersionTally());
        if (isLost(Side.BASELINE, baseline, window) || isLost(Side.CANARY, canary, window) || nothingKnown(window)) {
            carry(tallies);
            return CountedWindow.withoutData(window);
        }
        DataState full = baseline.isExact() && canary.isExact() ? DataState.EXACT : DataState.ESTIMATED;
        VersionSample one = baseline.sample();
        VersionSample two = canary.sample();
        CountedWindow counted = new CountedWindow(window, countedFrom, one, two, CountedWindow.state(one, two, full));
        countedFrom = window.end();
        return counted;
    }

    /** What one version did while the other was lost is compared when that one's next sample covers the same time. */
    private void carry(Map<Side, VersionTally> tallies) {
        Map<Side, VersionTally> following = open.computeIfAbsent(next + 1, i -> noTallies());
        tallies.forEach((side, tally) ->
                following.computeIfAbsent(side, s -> new VersionTally()).add(tally));
    }

    private static Map<Side, VersionTally> noTallies() {
        return new EnumMap<>(Side.class);
    }

    private boolean isSettled(Window window, Instant horizon) {
        return targets.values().stream()
                .allMatch(t -> t.isSettled(window.end().toEpochMilli(), horizon.toEpochMilli()));
    }

    private void note(Series series) {
        if (series.samples().isEmpty()) {
            return;
        }
        TargetLog target = targets.computeIfAbsent(series.target(), t -> new TargetLog());
        target.scraped(series.side(), series.meaning(), series.samples());
        if (series.meaning() instanceof Meaning.ProcessStart) {
            series.samples().stream()
                    .filter(sample -> Double.isFinite(sample.value()))
                    .forEach(sample -> target.started(sample.atMillis(), sample.value()));
        }
    }

    private void count(Series series) {
        if (series.meaning() instanceof Meaning.ProcessStart || series.samples().isEmpty()) {
            return;
        }
        TargetLog target = Objects.requireNonNull(targets.get(series.target()));
        Sample before = last.get(series.id());
        for (Sample sample : series.samples()) {
            if (isCount(sample.value()) && (before == null || sample.atMillis() > before.atMillis())) {
                add(series, sample.atMillis(), increase(target, before, sample));
                before = sample;
            }
        }
        if (before != null) {
            last.put(series.id(), before);
        }
    }

    private static boolean isCount(double value) {
        return value >= 0 && Double.isFinite(value);
    }

    private double increase(TargetLog target, @Nullable Sample before, Sample sample) {
        if (before == null) {
            boolean beganAtZero = target.wasScrapedBefore(sample.atMillis())
                    || target.hasStartedBetween(grid.origin().toEpochMilli(), sample.atMillis());
            return beganAtZero ? sample.value() : 0;
        }
        boolean restarted =
                sample.value() < before.value() || target.hasRestartedBetween(before.atMillis(), sample.atMillis());
        return restarted ? sample.value() : sample.value() - before.value();
    }

    private void add(Series series, long atMillis, double increase) {
        long index = grid.indexOf(atMillis);
        if (index < 0) {
            return;
        }
        open.computeIfAbsent(Math.max(index, next), i -> noTallies())
                .computeIfAbsent(series.side(), s -> new VersionTally())
                .add(series, increase);
    }

    private boolean isLost(Side side, VersionTally tally, Window window) {
        return tally.isSilent() && scraped(side, window.end()) == Scraped.NO_MORE;
    }

    private boolean nothingKnown(Window window) {
        return scraped(Side.BASELINE, window.end()) == Scraped.NEVER
                && scraped(Side.CANARY, window.end()) == Scraped.NEVER;
    }

    private enum Scraped {
        NEVER,
        FRESHLY,
        NO_MORE
    }

    private Scraped scraped(Side side, Instant at) {
        List<TargetLog> known = targets.values().stream()
                .filter(t -> t.hasServed(side, at.toEpochMilli()))
                .toList();
        if (known.isEmpty()) {
            return Scraped.NEVER;
        }
        return known.stream().anyMatch(t -> t.isFresh(at.toEpochMilli())) ? Scraped.FRESHLY : Scraped.NO_MORE;
    }
}
