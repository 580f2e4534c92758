package io.huidu.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BacktestTest {

    private static final int INTERVALS = 30;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter problems = new StringWriter();

    @Test
    void rollsBackWhatFailsAndPromotesWhatDoesNot() throws IOException {
        Path file = write("cases.jsonl", errors("bad", "AB", 40), errors("good", "AA", 10));

        int exitCode = backtest(file.toString());

        assertThat(problems.toString()).isEmpty();
        assertThat(exitCode).isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst())
                .matches("\\{\"case\":\"bad\",\"label\":\"AB\",\"verdict\":\"rollback\",\"interval\":\\d+,"
                        + "\"metric\":\"errors\",\"estimate\":4\\.0,\"lower\":[0-9.]+,\"upper\":[0-9.]+,"
                        + "\"logE\":[0-9.]+,\"bound\":4\\.605\\d+,\"reason\":\"ErrorsRegressed\"}");
        assertThat(lines.getLast())
                .contains("\"case\":\"good\",\"label\":\"AA\",\"verdict\":\"promote\",\"interval\":")
                .endsWith("\"reason\":\"WithinHarmBudget\"}");
    }

    @Test
    void rollsBackAtAnyIntervalEvenAfterItCouldHaveBeenPromoted() throws IOException {
        String lateFault = intervals("late", "AB", "error", i -> counts(i < 20 ? 10 : 80));

        backtest(write("cases.jsonl", lateFault).toString());

        assertThat(out.toString()).contains("\"verdict\":\"rollback\",\"interval\":2");
    }

    @Test
    void saysThatTooLittleIsInconclusive() throws IOException {
        Path file =
                write("cases.jsonl", "{'case':'é','kind':'error','t':0,'v1':{'n':3,'err':0},'v2':{'n':3,'err':0}}\n");

        backtest(file.toString());

        assertThat(out.toString())
                .startsWith("{\"case\":\"é\",\"label\":null,\"verdict\":\"inconclusive\",\"interval\":null,"
                        + "\"metric\":\"errors\",\"estimate\":null,\"lower\":0.0,\"upper\":null,\"logE\":")
                .endsWith(",\"bound\":4.605170185988091,\"reason\":\"NotEnoughRequests\"}\n");
    }

    @Test
    void readsSeveralFilesPlainOrGzippedInTheirOrder() throws IOException {
        Path plain = write("b.jsonl", errors("first", "AB", 40), errors("second", "AB", 40));
        Path zipped = folder.resolve("a.jsonl.gz");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            gzip.write(json(errors("third", "AB", 40)).getBytes(StandardCharsets.UTF_8));
        }

        assertThat(backtest(plain.toString(), zipped.toString())).isZero();

        assertThat(names()).containsExactly("first", "second", "third");
    }

    @Test
    void keepsTheOrderOfManyCases() throws IOException {
        String[] cases = IntStream.range(0, 200)
                .mapToObj(i -> errors("case-" + i, "AA", 10))
                .toArray(String[]::new);

        assertThat(backtest(write("cases.jsonl", cases).toString())).isZero();

        assertThat(names())
                .containsExactlyElementsOf(
                        IntStream.range(0, 200).mapToObj(i -> "case-" + i).toList());
    }

    @Test
    void readsStandardInput() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(json(errors("piped", "AB", 40)).getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(backtest("-")).isZero();
        } finally {
            System.setIn(before);
        }

        assertThat(names()).containsExactly("piped");
    }

    @Test
    void judgesACaseByAHistogramAsByItsDurations() throws IOException {
        String bounds = "[10, 20, 40, 80, 160]";
        String durations = intervals("durations", "AB", "latency", i -> version(60, 15) + ",'v2':" + version(40, 35));
        String histogram = intervals(
                "histogram",
                "AB",
                "latency",
                i ->
                        "{'n':75,'err':0,'hist_bounds_ms':%s,'hist':[0,60,15,0,0,0]},'v2':{'n':75,'err':0,'hist_bounds_ms':%s,'hist':[0,40,35,0,0,0]}"
                                .formatted(bounds, bounds));

        assertThat(backtest(write("cases.jsonl", durations, histogram).toString()))
                .isZero();

        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(2).allMatch(line -> line.contains("\"verdict\":\"rollback\""));
        assertThat(lines.getLast().replace("histogram", "durations")).isEqualTo(lines.getFirst());
    }

    @Test
    void judgesACaseOfBothKindsByBothMetrics() throws IOException {
        String both = IntStream.range(0, INTERVALS)
                .mapToObj(i ->
                        "{'case':'both','kind':'error','t':%1$d,'v1':%2$s}\n{'case':'both','kind':'latency','t':%1$d,'v1':%3$s,'v2':%3$s}\n"
                                .formatted(i * 10, counts(40), version(60, 15)))
                .collect(Collectors.joining());

        assertThat(backtest(write("cases.jsonl", both).toString())).isZero();

        // Each of two metrics has half of α.
        assertThat(out.toString())
                .contains("\"verdict\":\"rollback\"", "\"metric\":\"errors\"", "\"bound\":5.29831736");
    }

    @Test
    void tellsABadLineWithItsPlaceAndGoesOnWithTheNextCase() throws IOException {
        String spoiled = errors("spoiled", "AA", 10).replaceFirst("'err':10", "'err':-10");
        Path file = write("cases.jsonl", errors("before", "AB", 40), spoiled, errors("after", "AB", 40));

        int exitCode = backtest(file.toString());

        assertThat(exitCode).isEqualTo(2);
        assertThat(names()).containsExactly("before", "after");
        assertThat(problems)
                .hasToString(file + ":31: v1.err: got '-10', expected a whole number from 0 to 1000000000000"
                        + System.lineSeparator());
    }

    @Test
    void givesALineOfNoCaseToTheCaseBeforeIt() throws IOException {
        Path file = write("cases.jsonl", errors("cut", "AA", 10), "{'ca\n", errors("whole", "AB", 40));

        assertThat(backtest(file.toString())).isEqualTo(2);

        assertThat(names()).containsExactly("whole");
        assertThat(problems.toString()).startsWith(file + ":31: line: no JSON object, at column ");
    }

    @Test
    void refusesLinesOfACaseThatDoNotFollowOneAnother() throws IOException {
        Path file = write("cases.jsonl", errors("a", "AA", 10), errors("b", "AA", 10), errors("a", "AA", 10));

        assertThat(backtest(file.toString())).isEqualTo(2);

        assertThat(names()).containsExactly("a", "b");
        assertThat(problems.toString())
                .startsWith(file + ":61: case: got 'a' again, expected all its lines to follow one another");
    }

    @Test
    void refusesTimesThatDoNotIncrease() throws IOException {
        String line = "{'case':'a','kind':'error','t':%s,'v1':%s}\n";
        Path file = write("cases.jsonl", line.formatted("7.5", counts(1)), line.formatted("7.5", counts(1)));

        assertThat(backtest(file.toString())).isEqualTo(2);

        assertThat(problems.toString())
                .startsWith(file + ":2: t: got 7.5 s, expected a time after 7.5 s, that of the line before");
    }

    @Test
    void goesOnWithTheOtherFilesWhenOneCannotBeRead() throws IOException {
        Path absent = folder.resolve("absent.jsonl");
        Path cut = folder.resolve("cut.jsonl.gz");
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(json(errors("lost", "AB", 40)).getBytes(StandardCharsets.UTF_8));
        }
        Files.write(cut, Arrays.copyOf(zipped.toByteArray(), zipped.size() - 20));
        Path table = write("table.csv", "a,b\n".repeat(1_000));
        Path good = write("good.jsonl", errors("good", "AB", 40));

        int exitCode = backtest(absent.toString(), cut.toString(), table.toString(), good.toString());

        assertThat(exitCode).isEqualTo(2);
        assertThat(names()).containsExactly("good");
        assertThat(problems.toString())
                .startsWith(absent + " (No such file or directory)")
                .contains(cut + ":", "can't be read on: Unexpected end of ZLIB input stream")
                .contains(table + ":101: more than 100 lines of no case, the rest isn't read: line: no JSON object");
    }

    @Test
    void summarizesByLabelAndByWhatAManifestExpects() throws IOException {
        Path file = write("cases.jsonl", errors("bad", "AB", 40), errors("good", "AA", 10), errors("other", "AA", 10));
        Path manifest = write(
                "manifest.csv",
                "case_id,note,expect,design\n",
                "bad,\"a, note\",should_alarm,fault\n",
                "good,,no_alarm,split\n");

        assertThat(backtest(file.toString(), "--summary", "--manifest", manifest.toString()))
                .isZero();

        assertThat(problems.toString().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "group alarms cases rate % 95 % interval promoted inconclusive",
                        "label AA 0 2 0.00 0.00– 84.19 2 0",
                        "label AB 1 1 100.00 2.50– 100.00 0 0",
                        "no_alarm, split 0 1 0.00 0.00– 97.50 1 0",
                        "should_alarm, fault 1 1 100.00 2.50– 100.00 0 0");
    }

    @Test
    void refusesWrongOptionsAndSaysWhatWasExpected() throws IOException {
        Path file = write("cases.jsonl", errors("a", "AA", 10));
        Path noManifest = write("manifest.csv", "name,expect,design\n");

        assertThat(backtest(file.toString(), "--alpha", "1.5")).isEqualTo(2);
        assertThat(backtest(file.toString(), "--tolerance", "much")).isEqualTo(2);
        assertThat(backtest(file.toString(), "--prior-dispersion", "0.5")).isEqualTo(2);
        assertThat(backtest(file.toString(), "--manifest", noManifest.toString()))
                .isEqualTo(2);
        assertThat(backtest()).isEqualTo(2);
        assertThat(backtest("--prometheus", "http://127.0.0.1:9")).isEqualTo(2);

        assertThat(problems.toString())
                .contains("--alpha", "got '1.5', expected a probability between 0 and 1")
                .contains("--tolerance", "got 'much', expected a number from 0 to 10")
                .contains("--prior-dispersion", "got '0.5', expected a number of 1 or more")
                .contains("manifest.csv:1: got the columns [name, expect, design], expected case_id among them")
                .contains("expected either FILE… or --prometheus")
                .contains("--baseline=SELECTOR", "--from=TIME");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void judgesByTheAlphaAndTheToleranceThatItIsGiven() throws IOException {
        Path file = write("cases.jsonl", errors("bad", "AB", 40));

        backtest(file.toString(), "--alpha", "0.0001");
        backtest(file.toString(), "--tolerance", "5");

        assertThat(out.toString().lines().toList().getFirst()).contains("rollback", "\"bound\":9.21034");
        assertThat(out.toString().lines().toList().getLast()).doesNotContain("rollback");
    }

    @Test
    void asksForMoreWhereRequestsAreExpectedToVaryMore() throws IOException {
        Path file = write("cases.jsonl", errors("bad", "AB", 40));

        backtest(file.toString());
        backtest(file.toString(), "--prior-dispersion", "30");

        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(2).allMatch(line -> line.contains("rollback"));
        assertThat(interval(lines.getLast())).isGreaterThan(interval(lines.getFirst()));
    }

    private static int interval(String line) {
        return Integer.parseInt(line.replaceFirst(".*\"interval\":(\\d+).*", "$1"));
    }

    @Test
    void judgesByTheRuleThatItIsGiven() throws IOException {
        // Within Flagger's limits, though four times as bad as before: only a comparison sees it.
        Path file = write(
                "cases.jsonl",
                errors("worse", "AB", 8).replace("'err':10}", "'err':2}"),
                errors("beyond", "AB", 40).replace("'err':10}", "'err':40}"));

        backtest(file.toString(), "--judge", "threshold");
        backtest(file.toString(), "--judge", "mann-whitney");
        backtest(file.toString(), "--judge", "sequential");

        assertThat(out.toString().lines().map(line -> line.replaceFirst(".*\"verdict\":\"([a-z]+)\".*", "$1")))
                .containsExactly("promote", "rollback", "rollback", "promote", "rollback", "promote");
        assertThat(out.toString().lines().toList().get(2)).contains("\"interval\":%d,".formatted(INTERVALS));
        assertThat(backtest(file.toString(), "--judge", "coin")).isEqualTo(2);
        assertThat(problems.toString()).contains("got 'coin', expected sequential, mann-whitney or threshold");
    }

    private int backtest(String... words) {
        return new CommandLine(new Backtest())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(problems))
                .execute(words);
    }

    private Stream<String> names() {
        return out.toString().lines().map(line -> line.replaceFirst("\\{\"case\":\"([^\"]+)\".*", "$1"));
    }

    private Path write(String name, String... parts) throws IOException {
        return Files.writeString(folder.resolve(name), json(String.join("", parts)));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    /** A thousand requests of each version an interval, of which ten fail on v1. */
    private static String errors(String name, String label, int failuresOfV2) {
        return intervals(name, label, "error", i -> counts(failuresOfV2));
    }

    private static String counts(int failuresOfV2) {
        return "{'n':1000,'err':10},'v2':{'n':1000,'err':%d}".formatted(failuresOfV2);
    }

    private static String version(int fast, int slow) {
        String durations = Stream.concat(
                        IntStream.range(0, fast).mapToObj(i -> "19.9"),
                        IntStream.range(0, slow).mapToObj(i -> "39.9"))
                .collect(Collectors.joining(","));
        return "{'n':%d,'err':0,'latency_ms':[%s]}".formatted(fast + slow, durations);
    }

    private static String intervals(String name, String label, String kind, IntFunction<String> versions) {
        return IntStream.range(0, INTERVALS)
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "{'case':'%s','label':'%s','kind':'%s','t':%d,'v1':%s}%n",
                        name,
                        label,
                        kind,
                        1_600_000_000 + 10 * i,
                        versions.apply(i)))
                .collect(Collectors.joining());
    }
}
