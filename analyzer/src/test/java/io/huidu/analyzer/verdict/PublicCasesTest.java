package io.huidu.analyzer.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.events.Exposure;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Public measurements, judged as a live release would be: α = 1 %, no tolerance, nothing known beforehand. They lie in
 * {@code shared/data} beside the checkout, and the test is skipped where they don't.
 */
@Tag("slow")
class PublicCasesTest {

    private static final MetricPlan FAILURES = new MetricPlan("errors", MetricKind.ERRORS, 1, 0, 0, 0.25, 0.005);
    private static final MetricPlan SLOWNESS = new MetricPlan("latency", MetricKind.LATENCY, 1, 0, 0, 0.25, 0.02);
    /** A part of the cases keeps the build short; their order mixes all kinds. */
    private static final int EVERY = 16;

    private static final Weight HALF = Weight.of(50);

    private static final double[] BOUNDS = bounds();

    @ParameterizedTest
    @ValueSource(strings = {"delag", "nezha"})
    void raisesNoFalseAlarms(String set) throws IOException {
        Map<String, Tally> alarms = judgeAll(cases().resolve(set + ".jsonl.gz"), expectations(set));

        alarms.forEach((group, tally) -> System.out.printf("%s %s: %s%n", set, group, tally));
        assertThat(alarms.getOrDefault("no_alarm", Tally.NONE).rate()).isLessThanOrEqualTo(0.01);
    }

    /** Cases in which an alarm was raised, of all. */
    private record Tally(int alarms, int cases) {

        static final Tally NONE = new Tally(0, 0);

        Tally plus(boolean alarm) {
            return new Tally(alarms + (alarm ? 1 : 0), cases + 1);
        }

        double rate() {
            return (double) alarms / cases;
        }

        @Override
        public String toString() {
            return "%d of %d cases rolled back (%.1f %%)".formatted(alarms, cases, 100 * rate());
        }
    }

    private static Map<String, Tally> judgeAll(Path file, Map<String, String> groups) throws IOException {
        Map<String, Trial> trials = new HashMap<>();
        Set<String> seen = new HashSet<>();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
                MappingIterator<JsonNode> lines =
                        new ObjectMapper().readerFor(JsonNode.class).readValues(in)) {
            while (lines.hasNext()) {
                JsonNode line = lines.next();
                String name = line.get("case").asText();
                seen.add(name);
                if (seen.size() % EVERY == 0) {
                    trials.computeIfAbsent(name, n -> new Trial(line.get("kind").asText()))
                            .observe(line);
                }
            }
        }
        Map<String, Tally> tallies = new TreeMap<>();
        trials.forEach((name, trial) ->
                tallies.merge(groups.get(name), Tally.NONE.plus(trial.alarm), (sum, one) -> sum.plus(trial.alarm)));
        return tallies;
    }

    /** One case on its way. */
    private static final class Trial {
        private static final Exposure STEP = new Exposure(0, HALF, Instant.EPOCH, Instant.EPOCH);

        private Judge judge;
        private int intervals;
        private boolean alarm;

        Trial(String kind) {
            judge = Judge.of(Plans.of(kind.equals("error") ? FAILURES : SLOWNESS), List.of());
        }

        void observe(JsonNode line) {
            Instant start = Instant.EPOCH.plusSeconds(intervals++);
            IntervalSample sample = new IntervalSample(
                    start, start.plusSeconds(1), version(line.get("v1")), version(line.get("v2")), true);
            judge = judge.observe(sample, STEP);
            alarm |= judge.judge(STEP, Optional.of(HALF)).verdict() == Verdict.ROLL_BACK;
        }

        private static VersionSample version(JsonNode version) {
            long[] counts = new long[BOUNDS.length + 1];
            for (JsonNode millis : version.path("latency_ms")) {
                int found = java.util.Arrays.binarySearch(BOUNDS, millis.asDouble());
                counts[found < 0 ? -found - 1 : found]++;
            }
            long n = version.get("n").asLong();
            return new VersionSample(n, version.get("err").asLong(), new LatencyHistogram(BOUNDS, counts));
        }
    }

    private static Map<String, String> expectations(String set) throws IOException {
        Map<String, String> groups = new HashMap<>();
        for (String row : Files.readAllLines(cases().resolve(set + ".manifest.csv"))) {
            String[] columns = row.split(",", -1);
            groups.put(columns[0], columns[20] + (columns[20].equals("should_alarm") ? " " + columns[5] : ""));
        }
        return groups;
    }

    private static Path cases() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("shared/data/cases"))) {
            folder = folder.getParent();
        }
        assumeTrue(folder != null, "shared/data isn't here");
        return folder.resolve("shared/data/cases");
    }

    /** 0.1 ms to 100 s in steps of 5 %. */
    private static double[] bounds() {
        double[] bounds = new double[284];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = 0.1 * Math.pow(1.05, i);
        }
        return bounds;
    }
}
