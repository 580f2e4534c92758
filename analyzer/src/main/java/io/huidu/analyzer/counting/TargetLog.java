package io.huidu.analyzer.counting;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** When a target was scraped, and when its process started. */
final class TargetLog {

    /** Stands in until two scrapes have shown the interval; Prometheus' own default is a minute, most set 15 s. */
    private static final long ASSUMED_INTERVAL_MILLIS = 15_000;

    /** A target that missed this many scrapes in a row is taken for gone. */
    private static final int MISSED_SCRAPES = 3;

    private static final long SHORTEST_GRACE_MILLIS = 5_000;

    /** How many scrapes tell the interval. */
    private static final int REMEMBERED = 6;

    /** Fewer show no rhythm. */
    private static final int SCRAPES_OF_A_RHYTHM = 3;

    /** A scrape may come sooner than the rhythm says by this part of an interval. */
    private static final int JITTER_OF_INTERVAL = 10;

    /** Two starts this close are one, read with jitter: some exporters derive the start from the uptime. */
    private static final double START_JITTER_SECONDS = 1;

    private final Map<Side, Long> firstOf = new EnumMap<>(Side.class);
    private final Scrapes scrapes = new Scrapes();
    private final NavigableMap<Long, Double> starts = new TreeMap<>();

    /** The samples whose scrapes were added last: those of a target's other series are mostly the same. */
    private List<Sample> noted = List.of();

    /** The latest scrape that a kind of series has shown. */
    private final Map<Class<? extends Meaning>, Long> latestOf = new HashMap<>();

    /**
     * @param samples of one series, oldest first; one or more
     */
    void scraped(Side side, Meaning meaning, List<Sample> samples) {
        firstOf.merge(side, samples.getFirst().atMillis(), Math::min);
        latestOf.merge(meaning.getClass(), samples.getLast().atMillis(), Math::max);
        if (!areOfTheSameScrapes(samples, noted)) {
            samples.forEach(sample -> scrapes.add(sample.atMillis()));
            noted = samples;
        }
    }

    private static boolean areOfTheSameScrapes(List<Sample> some, List<Sample> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (some.get(i).atMillis() != others.get(i).atMillis()) {
                return false;
            }
        }
        return true;
    }

    void started(long scrapedAtMillis, double startSeconds) {
        Map.Entry<Long, Double> known = starts.floorEntry(scrapedAtMillis);
        if (known == null || Math.abs(known.getValue() - startSeconds) > START_JITTER_SECONDS) {
            starts.put(scrapedAtMillis, startSeconds);
        }
    }

    /** Whether it had shown series of a version by then. */
    boolean hasServed(Side side, long atMillis) {
        return firstOf.getOrDefault(side, Long.MAX_VALUE) <= atMillis;
    }

    boolean wasScrapedBefore(long atMillis) {
        return firstOf.values().stream().anyMatch(first -> first < atMillis);
    }

    boolean hasStartedBetween(long fromMillis, long toMillis) {
        Map.Entry<Long, Double> start = starts.floorEntry(toMillis);
        return start != null && start.getValue() * 1000 > fromMillis;
    }

    /** Whether one scrape saw another process than the other. */
    boolean hasRestartedBetween(long scrapedAtMillis, long laterMillis) {
        Long before = starts.floorKey(scrapedAtMillis);
        return before != null && !before.equals(starts.floorKey(laterMillis));
    }

    /** Whether nothing that was scraped up to an instant can be missing any more. */
    boolean isSettled(long atMillis, long nowMillis) {
        // A sample of that very instant may not be visible in every series yet, one after it proves that it is.
        long latest = scrapes.last();
        return latest > atMillis || isNextAfter(atMillis) || nowMillis - latest > graceMillis(nowMillis);
    }

    /**
     * Whether the next scrape is sure to come after an instant: one comes no sooner after another than the last ones
     * have, and every kind of series has shown the last one, so that all of it is there.
     */
    private boolean isNextAfter(long atMillis) {
        long complete =
                latestOf.values().stream().mapToLong(Long::longValue).min().orElse(Long.MIN_VALUE);
        long shortest = shortestIntervalMillis();
        return shortest > 0 && complete + shortest - shortest / JITTER_OF_INTERVAL > atMillis;
    }

    /** 0 as long as too few scrapes are known. */
    private long shortestIntervalMillis() {
        if (scrapes.size() < SCRAPES_OF_A_RHYTHM) {
            return 0;
        }
        long shortest = Long.MAX_VALUE;
        for (int i = Math.max(1, scrapes.size() - REMEMBERED); i < scrapes.size(); i++) {
            shortest = Math.min(shortest, scrapes.get(i) - scrapes.get(i - 1));
        }
        return shortest;
    }

    boolean isFresh(long atMillis) {
        int known = scrapes.upTo(atMillis);
        return known > 0 && atMillis - scrapes.get(known - 1) <= graceMillis(atMillis);
    }

    /** Forgets the scrapes that no later question needs. */
    void prune(long atMillis) {
        noted = List.of();
        scrapes.drop(scrapes.upTo(atMillis) - REMEMBERED);
    }

    private long graceMillis(long atMillis) {
        return Math.max(SHORTEST_GRACE_MILLIS, MISSED_SCRAPES * intervalMillis(atMillis));
    }

    /** The median distance of the latest scrapes, so that one that was missed doesn't count. */
    private long intervalMillis(long atMillis) {
        int last = scrapes.upTo(atMillis);
        int first = Math.max(0, last - REMEMBERED);
        if (last - first < 2) {
            return ASSUMED_INTERVAL_MILLIS;
        }
        long[] gaps = new long[last - first - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = scrapes.get(first + i + 1) - scrapes.get(first + i);
        }
        Arrays.sort(gaps);
        return gaps[gaps.length / 2];
    }
}
