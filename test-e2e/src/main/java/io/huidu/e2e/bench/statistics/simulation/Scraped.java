package io.huidu.e2e.bench.statistics.simulation;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.verdict.VersionSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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

    /** What the counters grew by since the scrape before the last one; empty when Prometheus is away. */
    public Optional<Growth> newest() {
        int since = now() - 1;
        while (since > 0 && !isScrapedAt(since)) {
            since--;
        }
        return now() == 0 || !isScrapedAt(now()) ? Optional.empty() : Optional.of(growth(since));
    }

    private Growth growth(int since) {
        List<Counted> window = intervals.subList(since, now());
        return new Growth(
                since,
                Samples.sum(window.stream().map(Counted::baseline).toList()),
                Samples.sum(window.stream().map(Counted::canary).toList()));
    }

    /**
     * The counters' growth, pod by pod.
     *
     * @param since after how many intervals it began
     */
    public record Growth(int since, VersionSample baseline, VersionSample canary) {}

    /**
     * After how many intervals the growth over a window begins, as rate() has it: at the first of its scrapes; empty when
     * Prometheus is away, or has fewer than two of them.
     *
     * @param scrapes how many the window has, two or more; a minute has six
     */
    public Optional<Integer> since(int scrapes) {
        int first = Math.max(0, now() - scrapes + 1);
        while (first < now() && !isScrapedAt(first)) {
            first++;
        }
        return first == now() || !isScrapedAt(now()) ? Optional.empty() : Optional.of(first);
    }

    /** What the canary's counters grew by over a window; see {@link #since}. */
    public Optional<Window> canary(int scrapes) {
        return window(scrapes, Counted::canary);
    }

    /** What the baseline's counters grew by over a window; see {@link #since}. */
    public Optional<Window> baseline(int scrapes) {
        return window(scrapes, Counted::baseline);
    }

    private Optional<Window> window(int scrapes, Function<Counted, VersionSample> version) {
        return since(scrapes)
                .map(since -> Window.of(
                        intervals.subList(since, now()).stream().map(version).toList()));
    }

    /** There is a scrape at the very beginning. */
    private boolean isScrapedAt(int intervalsPassed) {
        return intervalsPassed == 0 || scraped.get(intervalsPassed - 1);
    }

    /** One version's requests over a window. */
    public record Window(long requests, long errors, LatencyHistogram latency) {

        public static Window of(List<VersionSample> intervals) {
            long requests = 0;
            long errors = 0;
            LatencyHistogram latency = LatencyHistogram.empty();
            for (VersionSample sample : intervals) {
                requests += sample.requests();
                errors += sample.errors();
                latency = latency.plus(sample.latency());
            }
            return new Window(requests, errors, latency);
        }
    }
}
