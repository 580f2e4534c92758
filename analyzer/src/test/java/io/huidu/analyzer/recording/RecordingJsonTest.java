package io.huidu.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.analyzer.counting.Window;
import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.verdict.Group;
import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.DataState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordingJsonTest {

    private final RecordingJson json = new RecordingJson();

    @Test
    void readsBackWhatItWrote() throws UnreadableLineException {
        LatencyHistogram latency = new LatencyHistogram(new double[] {0.1, 1 / 3.0, 1e6}, new long[] {1, 0, 5, 2});
        VersionSample full = new VersionSample(
                8,
                3,
                latency,
                List.of(new Group("pod \"a\"", 3, 1, latency)),
                List.of(new Group("/é", 8, 3, LatencyHistogram.empty())),
                Map.of("memory", 1 / 3.0, "a \"b\"", -1e300));
        Window window = new Window(
                7, Releases.START.plusMillis(1), Releases.START.plusMillis(1).plusSeconds(10));
        CountedWindow counted =
                new CountedWindow(window, Releases.START, full, VersionSample.NONE, DataState.NO_CANARY_TRAFFIC);

        for (RecordedLine line : List.of(
                new RecordedLine.Begun(Releases.REQUEST, List.of(full, VersionSample.NONE)),
                new RecordedLine.Asked(Releases.REQUEST),
                new RecordedLine.Judged(counted, Releases.judgement(1 / 3.0)))) {
            byte[] written = json.write(line);

            assertThat(json.read(written)).isEqualTo(line);
            assertThat(new String(written, StandardCharsets.UTF_8))
                    .endsWith("}\n")
                    .containsOnlyOnce("\n");
            assertThat(RecordingJson.begins(written)).isEqualTo(line instanceof RecordedLine.Begun);
        }
    }

    @Test
    void refusesAndSaysWhy() {
        assertRefused("nonsense", "line: ");
        assertRefused("[]", "request: got nothing, expected this member");
        assertRefused("{\"recording\":2}", "recording: got 2, expected format 1");
        assertRefused("{\"recording\":1,\"before\":[]}", "request: got nothing, expected this member");
        assertRefused("{\"recording\":1,\"before\":[3]}", "before[0]: got '3', expected an object with n and err");
        assertRefused(
                "{\"request\":{\"release\":\"a\"}}",
                "request: data.release: release: got 'a', expected namespace/name");
        assertRefused("{\"window\":{\"index\":0,\"start\":\"now\"}}", "Text 'now' could not be parsed");
    }

    private void assertRefused(String line, String message) {
        assertThatThrownBy(() -> json.read(line.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableLineException.class)
                .hasMessageStartingWith(message);
    }
}
