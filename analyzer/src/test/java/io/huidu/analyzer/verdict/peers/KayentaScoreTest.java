package io.huidu.analyzer.verdict.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.huidu.analyzer.verdict.peers.KayentaMetric.Classified;
import io.huidu.analyzer.verdict.peers.KayentaMetric.Label;
import io.huidu.analyzer.verdict.peers.KayentaScore.Member;
import io.huidu.analyzer.verdict.peers.KayentaScore.Scoring;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KayentaScoreTest {

    @Test
    void aGroupScoresTheShareThatPassed() {
        KayentaScore score = score(
                Map.of(), of("a", Label.PASS), of("a", Label.HIGH), of("a", Label.LOW), of("a", Label.NODATA_FAIL));

        assertThat(score.groups()).containsExactly(entry("a", 25.0));
        assertThat(score.value()).isEqualTo(25.0);
    }

    @Test
    void noDataAndErrorsDoNotCount() {
        KayentaScore score =
                score(Map.of(), of("a", Label.PASS), of("a", Label.HIGH), of("a", Label.ERROR), of("a", Label.NODATA));

        assertThat(score.value()).isEqualTo(50.0);
    }

    @Test
    void aGroupInWhichNothingCountsIsFull() {
        KayentaScore score = score(Map.of(), of("a", Label.ERROR), of("b", Label.HIGH), of("b", Label.PASS));

        assertThat(score.groups()).containsExactly(entry("a", 100.0), entry("b", 50.0));
        assertThat(score.value()).isEqualTo(75.0);
    }

    @Test
    void weightsArePercentAndTheOthersShareTheRest() {
        KayentaScore score = score(
                Map.of("a", 40.0), of("a", Label.PASS), of("b", Label.HIGH), of("c", Label.PASS), of("c", Label.HIGH));

        assertThat(score.value()).isEqualTo(40.0 + 0.0 + 15.0);
    }

    @Test
    void aMetricCountsInEachOfItsGroups() {
        Member both = new Member(Set.of("a", "b"), classified(Label.HIGH, false), Scoring.COUNTED);

        KayentaScore score = KayentaScore.of(List.of(both, of("a", Label.PASS)), Map.of());

        assertThat(score.groups()).containsExactly(entry("a", 50.0), entry("b", 0.0));
        assertThat(score.value()).isEqualTo(25.0);
    }

    @Test
    void hasTwoDecimals() {
        assertThat(score(Map.of(), of("a", Label.PASS), of("a", Label.PASS), of("a", Label.HIGH))
                        .value())
                .isEqualTo(66.67);
    }

    @Test
    void aMutedMetricIsLookedAtOnly() {
        Member muted = new Member(Set.of("b"), classified(Label.HIGH, true), Scoring.MUTED);

        KayentaScore score = KayentaScore.of(List.of(muted, of("a", Label.PASS)), Map.of());

        assertThat(score).isEqualTo(score(Map.of(), of("a", Label.PASS)));
        assertThat(score.value()).isEqualTo(100.0);
    }

    @Test
    void aCriticalFailureTakesEverything() {
        Member high = new Member(Set.of("a"), classified(Label.HIGH, true), Scoring.COUNTED);
        Member silent = new Member(Set.of("a"), classified(Label.NODATA, true), Scoring.COUNTED);
        Member[] others = {of("b", Label.PASS), of("b", Label.PASS), of("b", Label.PASS)};

        assertThat(KayentaScore.of(List.of(high, others[0]), Map.of()).value()).isZero();
        assertThat(KayentaScore.of(List.of(silent, others[0], others[1], others[2]), Map.of())
                        .value())
                .isZero();
    }

    @Test
    void halfWithoutDataTakesEverything() {
        assertThat(score(Map.of(), of("a", Label.PASS), of("b", Label.NODATA)).value())
                .isZero();
        assertThat(score(Map.of(), of("a", Label.PASS), of("a", Label.PASS), of("b", Label.NODATA))
                        .value())
                .isEqualTo(100.0);
    }

    private static KayentaScore score(Map<String, Double> weights, Member... metrics) {
        return KayentaScore.of(List.of(metrics), weights);
    }

    private static Member of(String group, Label label) {
        return new Member(Set.of(group), classified(label, false), Scoring.COUNTED);
    }

    private static Classified classified(Label label, boolean critical) {
        return new Classified(label, critical, Optional.empty(), OptionalDouble.empty());
    }
}
