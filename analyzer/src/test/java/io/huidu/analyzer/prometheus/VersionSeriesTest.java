package io.huidu.analyzer.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.analyzer.counting.Side;
import io.huidu.events.Preset;
import io.huidu.events.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VersionSeriesTest {

    private static final VersionSeries BASELINE = series(Side.BASELINE);
    private static final VersionSeries CANARY = series(Side.CANARY);

    @Test
    void namesASeriesInTheSameWayInWhateverOrderItsLabelsCome() {
        List<Label> labels = new ArrayList<>(
                List.of(Label.of("pod", "a"), Label.of("le", "0.1"), Label.of("uri", "/"), Label.of("job", "pods")));
        UUID id = BASELINE.bucket(samples(labels)).id();

        Collections.shuffle(labels, new Random(1));

        assertThat(BASELINE.bucket(samples(labels)).id()).isEqualTo(id);
    }

    @Test
    void namesSeriesThatDifferInAnythingDifferently() {
        List<List<Label>> all = List.of(
                List.of(Label.of("le", "0.1")),
                List.of(Label.of("le", "0.25")),
                List.of(Label.of("le", "0.1"), Label.of("pod", "a")),
                List.of(Label.of("le", "0.1"), Label.of("pod", "b")),
                List.of(Label.of("le", "0.1"), Label.of("po", "da")),
                List.of(Label.of("le", "0.1"), Label.of("pod", "a"), Label.of("uri", "b")),
                List.of(Label.of("le", "0.1"), Label.of("pod", "b"), Label.of("uri", "a")));
        Set<UUID> ids = new HashSet<>();
        for (List<Label> labels : all) {
            ids.add(BASELINE.bucket(samples(labels)).id());
            ids.add(CANARY.bucket(samples(labels)).id());
            ids.add(BASELINE.requests(samples(labels)).id());
            ids.add(BASELINE.processStart(samples(labels)).id());
        }

        assertThat(ids).hasSize(4 * all.size());
    }

    private static VersionSeries series(Side side) {
        Version version = new Version("v1", "servicea-v1", "servicea", Map.of());
        return new VersionSeries(
                new VersionSelectors(PresetMetrics.of(Preset.SPRING_BOOT), side, "shop", version, List.of()));
    }

    private static LabelledSamples samples(List<Label> labels) {
        return new LabelledSamples(List.copyOf(labels), List.of(), List.of());
    }
}
