package io.huidu.e2e.bench.statistics.simulation;

import io.huidu.analyzer.verdict.VersionSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Prometheus has of a release: each version's counters at the ends of the intervals in which it was there. Not safe
 * for use by several threads.
 */
public final class Scraped {

    private final List<Counted> intervals = new ArrayList<>();
    private final List<Boolean> scraped = new ArrayList<>();

    public void add(Counted counted, boolean isScraped) {
        intervals.add(counted);
        scraped.add(isScraped);
    }

    /** How many intervals have passed. */
    public int now() {
        return intervals.size();
    }

    /** Whether Prometheus answers now. */
    public boolean isReachable() {
        return intervals.isEmpty() || scraped.getLast();
    }

    /**
     * What the counters grew by between the first and the last of the newest {@code scrapes} scrapes, as rate() does it;
     * empty when Prometheus is away, or has fewer than two of them.
     *
     * @param scrapes two or more; a minute has six
     */
    public Optional<Increase> increase(int scrapes) {
        int last = now();
        int first = Math.max(0, last - scrapes + 1);
        while (first < last && !isScrapedAt(first)) {
            first++;
        }
        return first == last || !isReachable() ? Optional.empty() : Optional.of(between(first, last));
    }

    /** What the counters grew by since the scrape before the last one; empty when Prometheus is away. */
    public Optional<Increase> newest() {
        int first = now() - 1;
        while (first > 0 && !isScrapedAt(first)) {
            first--;
        }
        return isReachable() && now() > 0 ? Optional.of(between(first, now())) : Optional.empty();
    }

    /** After how many intervals there is a scrape: there is one at the very beginning. */
    private boolean isScrapedAt(int intervalsPassed) {
        return intervalsPassed == 0 || scraped.get(intervalsPassed - 1);
    }

    private Increase between(int first, int last) {
        List<Counted> window = intervals.subList(first, last);
        return new Increase(
                first,
                Samples.sum(window.stream().map(Counted::baseline).toList()),
                Samples.sum(window.stream().map(Counted::canary).toList()));
    }

    /**
     * The counters' growth.
     *
     * @param since after how many intervals it began
     */
    public record Increase(int since, VersionSample baseline, VersionSample canary) {}
}
