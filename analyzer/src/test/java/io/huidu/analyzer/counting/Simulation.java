package io.huidu.analyzer.counting;

import static io.huidu.analyzer.counting.Scraped.ORIGIN;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Pods that answer requests at known instants, and a Prometheus that scrapes them now and then. All times are in
 * milliseconds since the origin of the grid.
 */
final class Simulation {

    /** Shorter than what the ledger waits for scrapes under way. */
    private static final int LONGEST_SCRAPE = 900;

    static final int LOOKBACK = 300_000;

    /** One request: what a series of its own counts. */
    private record Request(long at, boolean failed) {}

    /** What a scrape reads, and when it can be seen. */
    private record Scrape(long at, long visibleAt, Series series) {}

    private final Random random;
    private final int end;
    private final List<Scrape> scrapes = new ArrayList<>();
    private final NavigableMap<Long, Long> truth = new TreeMap<>();
    private final NavigableMap<Long, Long> failures = new TreeMap<>();

    Simulation(long seed, int end) {
        this.random = new Random(seed);
        this.end = end;
        int pods = 2 + random.nextInt(5);
        for (int i = 0; i < pods; i++) {
            Side side = i % 2 == 0 ? Side.BASELINE : Side.CANARY;
            runPod(side, new Target("shop", "10.0.0." + i, side.name() + i));
        }
    }

    /** The samples of a time that can be seen at an instant. */
    List<Series> read(long from, long to, long now) {
        return scrapes.stream()
                .filter(scrape -> scrape.at() >= from && scrape.at() <= to && scrape.visibleAt() <= now)
                .map(Scrape::series)
                .toList();
    }

    /** Requests that scrapes after the origin and up to an instant have shown, of both versions. */
    long requestsShownBy(long instant) {
        return sum(truth, instant);
    }

    long failuresShownBy(long instant) {
        return sum(failures, instant);
    }

    private static long sum(NavigableMap<Long, Long> shown, long instant) {
        return shown.headMap(instant, true).values().stream()
                .mapToLong(count -> count)
                .sum();
    }

    private void runPod(Side side, Target target) {
        long period = 1_000L * (2 + random.nextInt(30));
        long offset = random.nextInt((int) period);
        long born = random.nextBoolean() ? -2L * LOOKBACK : random.nextInt(end + LOOKBACK) - LOOKBACK;
        boolean scrapedBefore = false;
        while (born < end) {
            long died = random.nextInt(3) == 0 ? end : born + 3_000 + random.nextInt(end);
            scrapedBefore = live(side, target, new Life(born, died), new Schedule(period, offset), scrapedBefore);
            boolean isReplaced = random.nextBoolean();
            born = isReplaced ? died + 2_000 + random.nextInt(60_000) : end;
        }
    }

    private record Life(long born, long died) {}

    private record Schedule(long period, long offset) {}

    /** One process: its requests, its scrapes, and what these show. */
    private boolean live(Side side, Target target, Life life, Schedule schedule, boolean scrapedBefore) {
        List<Request> requests = requests(life);
        boolean known = scrapedBefore;
        int shown = 0;
        long first = Math.floorDiv(Math.max(life.born(), -LOOKBACK) - schedule.offset(), schedule.period()) + 1;
        for (long n = first; n * schedule.period() + schedule.offset() < Math.min(life.died(), end); n++) {
            long at = n * schedule.period() + schedule.offset() + random.nextInt(20);
            boolean isMissed = random.nextInt(8) == 0 || (at > 100_000 && at < 160_000 && random.nextInt(4) != 0);
            if (isMissed || at >= life.died() || at <= life.born()) {
                continue;
            }
            int until = (int) requests.stream().filter(r -> r.at() <= at).count();
            boolean startsCounting = known || life.born() > 0;
            for (Request request : requests.subList(shown, until)) {
                if (at > 0 && startsCounting) {
                    truth.merge(at, 1L, Long::sum);
                    failures.merge(at, request.failed() ? 1L : 0L, Long::sum);
                }
            }
            scrape(side, target, life, at, requests.subList(0, until));
            shown = until;
            known = true;
        }
        return known;
    }

    private List<Request> requests(Life life) {
        List<Request> requests = new ArrayList<>();
        double rate = 0.05 + random.nextDouble();
        for (double at = life.born();
                at < Math.min(life.died(), end);
                at -= Math.log(1 - random.nextDouble()) * 1000 / rate) {
            requests.add(new Request((long) at, random.nextInt(10) == 0));
        }
        return requests;
    }

    private void scrape(Side side, Target target, Life life, long at, List<Request> soFar) {
        long visibleAt = at + random.nextInt(LONGEST_SCRAPE);
        long failed = soFar.stream().filter(Request::failed).count();
        double start = (ORIGIN.toEpochMilli() + life.born()) / 1000.0;
        add(side, target, "start", new Meaning.ProcessStart(), at, visibleAt, start);
        if (failed > 0) {
            add(side, target, "failed", new Meaning.Requests(true), at, visibleAt, (double) failed);
        }
        if (soFar.size() > failed) {
            add(side, target, "ok", new Meaning.Requests(false), at, visibleAt, (double) (soFar.size() - failed));
        }
    }

    private void add(Side side, Target target, String name, Meaning meaning, long at, long visibleAt, double value) {
        Sample sample = new Sample(ORIGIN.toEpochMilli() + at, value);
        Part part = new Part(Optional.of(target.pod()), Optional.empty());
        Series series = new Series(Scraped.id(target.pod() + name), side, part, target, meaning, List.of(sample));
        scrapes.add(new Scrape(at, visibleAt, series));
    }
}
