package io.huidu.analyzer.counting;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Series for tests, with times in seconds since the origin of the grid. */
final class Scraped {

    static final Instant ORIGIN = Instant.parse("2026-03-01T12:00:00Z");

    private Scraped() {}

    static Instant at(double seconds) {
        return ORIGIN.plusMillis(Math.round(seconds * 1000));
    }

    static Target pod(String name) {
        return new Target("shop", "10.0.0.1:8080", name);
    }

    /** Requests that were answered well: time, value, time, value, … */
    static Series ok(Side side, Target target, double... timesAndValues) {
        return series(side, target, "200", new Meaning.Requests(false), timesAndValues);
    }

    /** Requests that failed. */
    static Series failed(Side side, Target target, double... timesAndValues) {
        return series(side, target, "500", new Meaning.Requests(true), timesAndValues);
    }

    static Series bucket(Side side, Target target, double boundMillis, double... timesAndValues) {
        return series(side, target, "le" + boundMillis, new Meaning.Bucket(boundMillis), timesAndValues);
    }

    /** The start of the target's process, in seconds since the origin, as scraped at some times. */
    static Series started(Side side, Target target, double start, double... times) {
        double[] timesAndValues = new double[times.length * 2];
        for (int i = 0; i < times.length; i++) {
            timesAndValues[2 * i] = times[i];
            timesAndValues[2 * i + 1] = ORIGIN.getEpochSecond() + start;
        }
        return series(side, target, "start", new Meaning.ProcessStart(), timesAndValues);
    }

    /** The same series of one stratum among others. */
    static Series inStratum(String stratum, Series series) {
        Part part = new Part(series.part().pod(), Optional.of(stratum));
        return new Series(
                id(series.id() + stratum), series.side(), part, series.target(), series.meaning(), series.samples());
    }

    /** The id of a series of that name. */
    static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static Series series(Side side, Target target, String name, Meaning meaning, double... timesAndValues) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < timesAndValues.length; i += 2) {
            samples.add(new Sample(at(timesAndValues[i]).toEpochMilli(), timesAndValues[i + 1]));
        }
        Part part = new Part(Optional.of(target.pod()), Optional.empty());
        return new Series(id(side + target.pod() + name), side, part, target, meaning, samples);
    }
}
