package io.huidu.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Public measurements, judged as {@code ./huidu backtest} does when it isn't told otherwise: α = 1 %, no tolerance. They
 * lie in {@code shared/data} beside the checkout, and the test is skipped where they don't.
 */
@Tag("slow")
class PublicCasesTest {

    /** A part of the cases keeps the build short; their order mixes all kinds. */
    private static final int EVERY = 16;

    @ParameterizedTest
    @ValueSource(strings = {"delag", "nezha"})
    void raisesNoFalseAlarms(String set) throws IOException {
        Manifest manifest = Manifest.read(List.of(cases().resolve(set + ".manifest.csv")));
        Map<String, Proportion> alarms = new TreeMap<>();
        PieceJudge judge = new PieceJudge(Judging.AS_USUAL);
        Path file = cases().resolve(set + ".jsonl.gz");

        try (LineReader lines = new LineReader(set, Files.newInputStream(file))) {
            Pieces pieces = new Pieces(lines);
            int count = 0;
            for (Optional<Piece> next = pieces.next(); next.isPresent(); next = pieces.next()) {
                count++;
                if (count % EVERY == 0) {
                    Result result = judge.judge(next.get());
                    assertThat(result.problems()).isEmpty();
                    Outcome outcome = result.outcome().orElseThrow();
                    boolean alarm = outcome.ending() == Outcome.Ending.ROLLBACK;
                    String group = manifest.group(outcome.name()).orElseThrow();
                    alarms.merge(group, Proportion.NONE.plus(alarm), (sum, one) -> sum.plus(alarm));
                }
            }
        }

        alarms.forEach((group, rate) -> System.out.printf("%s %s: %s%n", set, group, rate));
        assertThat(alarms).isNotEmpty();
        assertThat(alarms.entrySet())
                .filteredOn(group -> group.getKey().startsWith("no_alarm,"))
                .isNotEmpty()
                .allSatisfy(group -> assertThat(group.getValue().rate()).isLessThanOrEqualTo(0.01));
    }

    private static Path cases() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("shared/data/cases"))) {
            folder = folder.getParent();
        }
        assumeTrue(folder != null, "shared/data isn't here");
        return folder.resolve("shared/data/cases");
    }
}
