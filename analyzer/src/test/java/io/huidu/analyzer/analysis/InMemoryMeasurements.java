package io.huidu.analyzer.analysis;

import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.analyzer.counting.Grid;
import io.huidu.analyzer.counting.Meaning;
import io.huidu.analyzer.counting.Part;
import io.huidu.analyzer.counting.Past;
import io.huidu.analyzer.counting.Sample;
import io.huidu.analyzer.counting.Series;
import io.huidu.analyzer.counting.Side;
import io.huidu.analyzer.counting.Target;
import io.huidu.analyzer.counting.Window;
import io.huidu.analyzer.verdict.VersionSample;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Two versions with one pod each and steady traffic that can change, scraped every five seconds since long ago. */
final class InMemoryMeasurements implements Measurements {

    private static final int SCRAPE_SECONDS = 5;

    /** From an instant on. */
    private record Rates(Instant from, double requests, double errors) {}

    /** No scrape from one instant to another. */
    private record Gap(Instant from, Instant to) {}

    /** A number that is told from an instant on. */
    private record Told(Instant from, double value) {}

    private record Pod(List<Rates> rates, List<Gap> gaps) {}

    private final Instant begin;
    private final Pod baseline = new Pod(new ArrayList<>(), new ArrayList<>());
    private final Pod canary = new Pod(new ArrayList<>(), new ArrayList<>());
    private Optional<String> problem = Optional.empty();
    private boolean tooMany;
    private boolean queriesFail;
    private final Map<Side, List<Told>> numbers = new EnumMap<>(Side.class);

    InMemoryMeasurements(Instant begin) {
        this.begin = begin;
    }

    private Pod pod(Side side) {
        return switch (side) {
            case BASELINE -> baseline;
            case CANARY -> canary;
        };
    }

    /** Requests and errors per second. */
    InMemoryMeasurements traffic(Side side, Instant from, double requests, double errors) {
        pod(side).rates().add(new Rates(from, requests, errors));
        return this;
    }

    InMemoryMeasurements noScrapes(Side side, Instant from, Instant to) {
        pod(side).gaps().add(new Gap(from, to));
        return this;
    }

    void fail(String message) {
        problem = Optional.of(message);
    }

    void answerAgain() {
        problem = Optional.empty();
    }

    /** What every query tells of a version from an instant on. */
    InMemoryMeasurements number(Side side, Instant from, double value) {
        numbers.computeIfAbsent(side, s -> new ArrayList<>()).add(new Told(from, value));
        return this;
    }

    void failQueries(boolean fail) {
        queriesFail = fail;
    }

    void haveTooManySeries() {
        tooMany = true;
    }

    @Override
    public Reading read(Comparison comparison, Instant from, Instant to) throws MeasurementException {
        failIfAsked();
        if (tooMany) {
            return new Reading.TooManySeries(100_000);
        }
        List<Series> series = new ArrayList<>();
        for (Side side : Side.values()) {
            series.addAll(scrapes(side, from, to));
        }
        return new Reading.Samples(series);
    }

    @Override
    public CountedWindow estimate(Comparison comparison, Window window) throws MeasurementException {
        failIfAsked();
        List<Series> increases = new ArrayList<>();
        for (Side side : Side.values()) {
            increases.add(increase(side, window, true));
            increases.add(increase(side, window, false));
        }
        return CountedWindow.estimated(window, increases, 1);
    }

    @Override
    public List<VersionSample> baselineBefore(Comparison comparison, Instant until, Duration time, Duration interval)
            throws MeasurementException {
        failIfAsked();
        Grid grid = new Grid(until.minus(time), interval);
        return Past.of(grid, scrapes(Side.BASELINE, grid.origin().minus(interval), until), until);
    }

    private List<Series> scrapes(Side side, Instant from, Instant to) {
        List<Series> series = new ArrayList<>();
        for (long at = firstScrape(side, from); at <= to.toEpochMilli(); at += SCRAPE_SECONDS * 1000L) {
            series.addAll(scrape(side, at));
        }
        return series;
    }

    @Override
    public Map<Instant, Double> numbers(Comparison comparison, Side side, String expression, Window first, Window last)
            throws MeasurementException {
        failIfAsked();
        if (queriesFail) {
            throw new MeasurementException("parse error");
        }
        Map<Instant, Double> told = new HashMap<>();
        Duration interval = Duration.between(first.start(), first.end());
        for (Instant at = first.end(); !at.isAfter(last.end()); at = at.plus(interval)) {
            number(side, at).ifPresent(number -> told.put(number.from(), number.value()));
        }
        return told;
    }

    private Optional<Told> number(Side side, Instant at) {
        List<Told> known = numbers.getOrDefault(side, List.of());
        return known.stream()
                .filter(number -> !number.from().isAfter(at))
                .reduce((earlier, later) -> later)
                .map(number -> new Told(at, number.value()));
    }

    private void failIfAsked() throws MeasurementException {
        if (problem.isPresent()) {
            throw new MeasurementException(problem.get());
        }
    }

    private static long firstScrape(Side side, Instant from) {
        long offset = side == Side.BASELINE ? 2_000 : 3_000;
        long period = SCRAPE_SECONDS * 1000L;
        return Math.ceilDiv(from.toEpochMilli() - offset, period) * period + offset;
    }

    private List<Series> scrape(Side side, long at) {
        Instant instant = Instant.ofEpochMilli(at);
        boolean isMissed = instant.isBefore(begin)
                || pod(side).gaps().stream()
                        .anyMatch(gap -> !instant.isBefore(gap.from()) && instant.isBefore(gap.to()));
        if (isMissed) {
            return List.of();
        }
        double start = begin.getEpochSecond();
        return List.of(
                series(side, "start", new Meaning.ProcessStart(), at, start),
                series(side, "ok", new Meaning.Requests(false), at, count(side, instant, false)),
                series(side, "failed", new Meaning.Requests(true), at, count(side, instant, true)));
    }

    private static Series series(Side side, String name, Meaning meaning, long at, double value) {
        Target target = new Target("shop", side.name(), side.name());
        return new Series(
                UUID.nameUUIDFromBytes((side + name).getBytes(StandardCharsets.UTF_8)),
                side,
                new Part(Optional.of(side.name()), Optional.empty()),
                target,
                meaning,
                List.of(new Sample(at, value)));
    }

    private Series increase(Side side, Window window, boolean failed) {
        double increase = count(side, window.end(), failed) - count(side, window.start(), failed);
        return series(
                side,
                failed ? "failed" : "ok",
                new Meaning.Requests(failed),
                window.end().toEpochMilli(),
                increase);
    }

    private double count(Side side, Instant at, boolean failed) {
        double sum = 0;
        List<Rates> all = pod(side).rates();
        for (int i = 0; i < all.size(); i++) {
            Instant until = i + 1 < all.size() && all.get(i + 1).from().isBefore(at)
                    ? all.get(i + 1).from()
                    : at;
            double seconds =
                    Math.max(0, Duration.between(all.get(i).from(), until).toMillis() / 1000.0);
            double perSecond = failed
                    ? all.get(i).errors()
                    : all.get(i).requests() - all.get(i).errors();
            sum += seconds * perSecond;
        }
        return Math.floor(sum);
    }
}
