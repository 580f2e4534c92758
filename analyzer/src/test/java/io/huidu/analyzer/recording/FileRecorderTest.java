package io.huidu.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.analyzer.analysis.AnalysisObserver;
import io.huidu.analyzer.analysis.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRecorderTest {

    private static final String SERVICE_A = "shop_servicea_servicea-1.recording.jsonl";

    @TempDir
    Path folder;

    private final AtomicInteger failures = new AtomicInteger();
    private final AnalysisObserver observer = new AnalysisObserver() {
        @Override
        public void recordingFailed() {
            failures.incrementAndGet();
        }
    };

    @Test
    void recordsEachReleaseInAFileOfItsOwn() throws IOException {
        FileRecorder recorder = new FileRecorder(folder.resolve("made"), 1 << 20, observer);

        Recording one = recorder.begin(Releases.REQUEST, List.of());
        Recording other = recorder.begin(Releases.request("serviceb"), List.of());
        one.judged(Releases.window(), Releases.judgement(0.2));
        one.asked(Releases.REQUEST);
        other.judged(Releases.window(), Releases.judgement(0.2));

        assertThat(linesOf(folder.resolve("made").resolve(SERVICE_A))).hasSize(3);
        assertThat(linesOf(folder.resolve("made").resolve("shop_serviceb_serviceb-1.recording.jsonl")))
                .hasSize(2);
        assertThat(failures).hasValue(0);
    }

    @Test
    void keepsWhatWasRecordedBeforeARestartWhateverItsLastLineIs() throws IOException {
        Path file = folder.resolve(SERVICE_A);
        new FileRecorder(folder, 1 << 20, observer).begin(Releases.REQUEST, List.of());
        Files.writeString(file, "{\"window\":{\"ind", StandardOpenOption.APPEND);

        new FileRecorder(folder, 1 << 20, observer).begin(Releases.REQUEST, List.of());

        List<String> lines = linesOf(file);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).isEqualTo("{\"window\":{\"ind");
        assertThat(lines.get(2)).isEqualTo(lines.get(0)).startsWith("{\"recording\":1,");
    }

    @Test
    void removesTheOldestRecordingsWhenTheFolderIsFullAndNothingElse() throws IOException {
        Path oldest = aged("old.recording.jsonl", 100);
        Path newer = aged("new.recording.jsonl", 200);
        Path other = aged("old.txt", 50);
        long most = 2 * 4_000 + 100;

        new FileRecorder(folder, most, observer).begin(Releases.REQUEST, List.of());

        assertThat(oldest).doesNotExist();
        assertThat(newer).exists();
        assertThat(other).exists();
        assertThat(folder.resolve(SERVICE_A)).exists();
        assertThat(failures).hasValue(0);
    }

    @Test
    void endsARecordingThatHasNoRoomAndBeginsAgainWithItsEvidence() throws IOException {
        FileRecorder recorder = new FileRecorder(folder, 1_500, observer);
        Recording recording = recorder.begin(Releases.REQUEST, List.of());
        assertThat(failures).hasValue(0);

        for (int i = 0; i < 10; i++) {
            recording.judged(Releases.window(), Releases.judgement(0.2));
        }

        assertThat(failures).hasValue(1);
        assertThat(Files.size(folder.resolve(SERVICE_A))).isLessThanOrEqualTo(1_500);
        Files.delete(folder.resolve(SERVICE_A));
        recording.judged(Releases.window(), Releases.judgement(0.2));
        assertThat(folder.resolve(SERVICE_A)).doesNotExist();
        recorder.begin(Releases.REQUEST, List.of());
        assertThat(linesOf(folder.resolve(SERVICE_A))).hasSize(1);
    }

    @Test
    void goesOnWhereNothingCanBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");

        Recording recording = new FileRecorder(file, 1 << 20, observer).begin(Releases.REQUEST, List.of());
        recording.judged(Releases.window(), Releases.judgement(0.2));

        assertThat(failures).hasValue(1);
        assertThat(file).hasContent("no folder");
    }

    @Test
    void doesNotGoOnWithAFileThatLostItsBeginning() throws IOException {
        Recording recording = new FileRecorder(folder, 1 << 20, observer).begin(Releases.REQUEST, List.of());
        Files.delete(folder.resolve(SERVICE_A));

        recording.judged(Releases.window(), Releases.judgement(0.2));

        assertThat(failures).hasValue(1);
        assertThat(folder.resolve(SERVICE_A)).doesNotExist();
    }

    private Path aged(String name, long second) throws IOException {
        Path file = Files.write(folder.resolve(name), new byte[4_000]);
        return Files.setLastModifiedTime(file, FileTime.from(Releases.START.plusSeconds(second)));
    }

    private static List<String> linesOf(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.isEmpty()).toList();
        }
    }
}
