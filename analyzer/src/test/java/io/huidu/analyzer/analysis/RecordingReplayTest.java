package io.huidu.analyzer.analysis;

import static io.huidu.analyzer.analysis.Requests.START;
import static io.huidu.analyzer.counting.Side.BASELINE;
import static io.huidu.analyzer.counting.Side.CANARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.analyzer.cli.Backtest;
import io.huidu.analyzer.recording.FileRecorder;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.EventType;
import io.huidu.events.Judgement;
import io.huidu.events.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a running analysis has recorded, judged again by {@code ./huidu backtest}. */
class RecordingReplayTest {

    private static final Instant LONG_AGO = START.minusSeconds(7_200);

    private final MutableClock clock = new MutableClock(START);
    private final InMemoryVerdicts verdicts = new InMemoryVerdicts();
    private final InMemoryMeasurements measurements = new InMemoryMeasurements(LONG_AGO)
            .traffic(BASELINE, LONG_AGO, 80, 0.8)
            .traffic(CANARY, LONG_AGO, 0, 0)
            .traffic(CANARY, START, 20, 0.2)
            .traffic(CANARY, START.plusSeconds(400), 20, 8);

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter problems = new StringWriter();

    /**
     * A step that is promoted, another in which the canary breaks, and a restart between them. Kubernetes' times are finer
     * than those of samples.
     */
    @BeforeEach
    void record() {
        AnalysisRequested first = Requests.warmUntil(Requests.first(), START.plusNanos(12_163_953_662L));
        AnalysisRun run = run(first);
        lookUntil(run, START.plusSeconds(200));
        AnalysisRequested second = Requests.nextStep(first, START.plusSeconds(200));
        run.ask(second);
        lookUntil(run, START.plusSeconds(300));
        AnalysisRun afterARestart = run(second);
        lookUntil(afterARestart, START.plusSeconds(600));
    }

    @Test
    void givesTheSameJudgementsBitForBit() {
        int exitCode = backtest();

        Judgement rollback = verdicts.of(EventType.ANALYSIS_ROLLBACK).getFirst();
        List<String> lines = out.toString().lines().toList();
        assertThat(problems.toString()).isEmpty();
        assertThat(exitCode).isZero();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst())
                .startsWith("{\"case\":\"shop/servicea servicea-1\",\"label\":null,\"verdict\":\"promote\",")
                .endsWith("\"recorded\":{\"intervals\":29,\"same\":29,\"firstDifference\":null}}");
        assertThat(lines.getLast())
                .contains("\"verdict\":\"rollback\",\"interval\":%d,".formatted(rollback.interval()))
                .endsWith("\"recorded\":{\"intervals\":59,\"same\":59,\"firstDifference\":null}}");
    }

    @Test
    void recordsTheJudgementsThatWereTold() throws IOException {
        Judgement last = verdicts.last();

        assertThat(last.verdict()).isEqualTo(Verdict.ROLL_BACK);
        assertThat(Files.readAllLines(file()).getLast())
                .contains("\"message\":\"%s\"".formatted(last.message()))
                .contains("\"windowEnd\":\"%s\"".formatted(last.windowEnd()));
    }

    @Test
    void seesThatACountWasTamperedWith() throws IOException {
        List<String> lines = Files.readAllLines(file());
        int tampered = 5;
        lines.set(tampered, lines.get(tampered).replaceFirst("\"n\":800,\"err\":8", "\"n\":800,\"err\":7"));
        Files.write(file(), lines);

        int exitCode = backtest();

        assertThat(exitCode).isEqualTo(1);
        assertThat(out.toString().lines().findFirst().orElseThrow())
                .endsWith("\"recorded\":{\"intervals\":29,\"same\":4,\"firstDifference\":5}}");
    }

    @Test
    void seesThatAVerdictWasTamperedWith() throws IOException {
        List<String> lines = Files.readAllLines(file());
        int last = lines.size() - 1;
        lines.set(last, lines.get(last).replace("\"verdict\":\"rollback\"", "\"verdict\":\"promote\""));
        Files.write(file(), lines);

        assertThat(backtest()).isEqualTo(1);
        assertThat(out.toString()).endsWith("\"recorded\":{\"intervals\":59,\"same\":58,\"firstDifference\":59}}\n");
    }

    @Test
    void judgesUpToALineThatCannotBeReadAndSaysWhere() throws IOException {
        List<String> lines = Files.readAllLines(file());
        lines.set(10, lines.get(10).substring(0, 100));
        Files.write(file(), lines);

        assertThat(backtest()).isEqualTo(2);
        assertThat(problems.toString()).startsWith(file() + ":11: line: ");
        assertThat(out.toString()).contains("{\"intervals\":9,\"same\":9,").contains("{\"intervals\":59,\"same\":59,");
    }

    @Test
    void showsWhatAnotherPlanWouldHaveMadeOfIt() {
        long recorded = verdicts.of(EventType.ANALYSIS_ROLLBACK).getFirst().interval();

        int exitCode = backtest("--tolerance", "9.9");

        assertThat(exitCode).isZero();
        assertThat(out.toString()).doesNotContain("recorded");
        assertThat(out.toString().lines().toList().getLast())
                .containsPattern("\"verdict\":\"rollback\",\"interval\":(?!%d,)".formatted(recorded));
    }

    @Test
    void showsWhatAnotherJudgeWouldHaveMadeOfIt() {
        int exitCode = backtest("--judge", "threshold");

        // 40 % of the canary's requests fail in the end: no limit lets that pass.
        assertThat(exitCode).isZero();
        assertThat(problems.toString()).isEmpty();
        assertThat(out.toString()).doesNotContain("recorded");
        assertThat(out.toString().lines().toList().getLast()).contains("\"verdict\":\"rollback\"");
    }

    private int backtest(String... options) {
        return new CommandLine(new Backtest())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(problems))
                .execute(Stream.concat(Arrays.stream(options), Stream.of(file().toString()))
                        .toArray(String[]::new));
    }

    private Path file() {
        return folder.resolve("shop_servicea_servicea-1.recording.jsonl");
    }

    private AnalysisRun run(AnalysisRequested request) {
        FileRecorder recorder = new FileRecorder(folder, 1 << 24, AnalysisObserver.NONE);
        return new AnalysisRun(
                request, new AnalysisPorts(measurements, verdicts, recorder, AnalysisObserver.NONE, clock));
    }

    private void lookUntil(AnalysisRun run, Instant end) {
        while (clock.instant().isBefore(end)) {
            clock.set(run.look());
        }
    }
}
