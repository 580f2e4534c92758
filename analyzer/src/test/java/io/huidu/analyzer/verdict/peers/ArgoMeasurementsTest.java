package io.huidu.analyzer.verdict.peers;

import static io.huidu.analyzer.verdict.peers.ArgoPhase.ERROR;
import static io.huidu.analyzer.verdict.peers.ArgoPhase.FAILED;
import static io.huidu.analyzer.verdict.peers.ArgoPhase.INCONCLUSIVE;
import static io.huidu.analyzer.verdict.peers.ArgoPhase.RUNNING;
import static io.huidu.analyzer.verdict.peers.ArgoPhase.SUCCESSFUL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgoMeasurementsTest {

    private static final ArgoMetric BACKGROUND = ArgoMetric.BACKGROUND;

    @ParameterizedTest
    @CsvSource({"0", "1", "3"})
    void anAlwaysBadCanaryIsExposedForTheLimitOfIntervals(int limit) {
        ArgoMeasurements measurements = ArgoMeasurements.none(BACKGROUND.withFailureLimit(limit));
        int intervals = -1;

        while (measurements.phase() == RUNNING) {
            measurements = measurements.plus(FAILED);
            intervals++;
        }

        assertThat(intervals).isEqualTo(limit);
        assertThat(measurements.phase()).isEqualTo(FAILED);
    }

    @Test
    void failuresAddUpWhateverSucceedsBetween() {
        assertThat(phase(BACKGROUND.withFailureLimit(1), FAILED, SUCCESSFUL, SUCCESSFUL, FAILED))
                .isEqualTo(FAILED);
        assertThat(phase(BACKGROUND.withoutFailureLimit(), FAILED, FAILED, FAILED))
                .isEqualTo(RUNNING);
    }

    @Test
    void errorsCountInARowOnly() {
        assertThat(phase(BACKGROUND, ERROR, ERROR, ERROR, ERROR)).isEqualTo(RUNNING);
        assertThat(phase(BACKGROUND, ERROR, ERROR, ERROR, ERROR, ERROR)).isEqualTo(ERROR);
        assertThat(phase(BACKGROUND, ERROR, ERROR, ERROR, ERROR, SUCCESSFUL, ERROR))
                .isEqualTo(RUNNING);
    }

    @Test
    void errorsUseUpNoCount() {
        assertThat(phase(BACKGROUND.withCount(2), SUCCESSFUL, ERROR, ERROR)).isEqualTo(RUNNING);
        assertThat(phase(BACKGROUND.withCount(2), SUCCESSFUL, ERROR, SUCCESSFUL))
                .isEqualTo(SUCCESSFUL);
    }

    @Test
    void oneInconclusiveMeasurementMakesItSo() {
        assertThat(phase(BACKGROUND, INCONCLUSIVE)).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void theLastOfTheLimitsThatAreExceededIsNamed() {
        assertThat(phase(BACKGROUND, FAILED, INCONCLUSIVE)).isEqualTo(INCONCLUSIVE);
        assertThat(phase(BACKGROUND, FAILED, ERROR, ERROR, ERROR, ERROR, ERROR)).isEqualTo(ERROR);
    }

    @Test
    void successesInARowSuffice() {
        ArgoMetric metric = BACKGROUND.withFailureLimit(9).withConsecutiveSuccessLimit(2);

        assertThat(phase(metric, SUCCESSFUL, FAILED, SUCCESSFUL)).isEqualTo(RUNNING);
        assertThat(phase(metric, SUCCESSFUL, ERROR, SUCCESSFUL)).isEqualTo(RUNNING);
        assertThat(phase(metric, SUCCESSFUL, FAILED, SUCCESSFUL, SUCCESSFUL)).isEqualTo(SUCCESSFUL);
    }

    @Test
    void withoutThemTheEndOfTheCountIsInconclusiveOrAFailure() {
        ArgoMetric metric = BACKGROUND.withFailureLimit(9).withCount(2).withConsecutiveSuccessLimit(2);

        assertThat(phase(metric, FAILED, SUCCESSFUL)).isEqualTo(INCONCLUSIVE);
        assertThat(phase(metric.withoutFailureLimit(), FAILED, SUCCESSFUL)).isEqualTo(FAILED);
    }

    @Test
    void whatTheRolloutEndsHasSucceeded() {
        assertThat(ArgoMeasurements.none(BACKGROUND).phaseWhenTerminated()).isEqualTo(SUCCESSFUL);
        assertThat(ArgoMeasurements.none(BACKGROUND).plus(FAILED).phaseWhenTerminated())
                .isEqualTo(FAILED);
    }

    @ParameterizedTest
    @CsvSource({
        "true,  ,      SUCCESSFUL",
        "false, ,      FAILED",
        ",      true,  FAILED",
        ",      false, SUCCESSFUL",
        "true,  true,  FAILED",
        "false, true,  FAILED",
        "true,  false, SUCCESSFUL",
        "false, false, INCONCLUSIVE",
        ",      ,      SUCCESSFUL",
    })
    void aMeasurementGoesByItsConditions(Boolean success, Boolean failure, ArgoPhase phase) {
        assertThat(ArgoMetric.measured(Optional.ofNullable(success), Optional.ofNullable(failure)))
                .isEqualTo(phase);
    }

    @Test
    void anEmptyAnswerIsAnErrorAndNaNFails() {
        ArgoPolicy policy = ArgoPolicy.DOCUMENTED;

        assertThat(policy.measured(OptionalDouble.of(0.95))).isEqualTo(SUCCESSFUL);
        assertThat(policy.measured(OptionalDouble.of(0.949))).isEqualTo(FAILED);
        assertThat(policy.measured(OptionalDouble.of(Double.NaN))).isEqualTo(FAILED);
        assertThat(policy.measured(OptionalDouble.empty())).isEqualTo(ERROR);
    }

    @Test
    void theDocumentedPoliciesNeedFourFailuresOrOne() {
        assertThat(phase(ArgoPolicy.DOCUMENTED.metric(), FAILED, FAILED, FAILED))
                .isEqualTo(RUNNING);
        assertThat(phase(ArgoPolicy.DOCUMENTED.metric(), FAILED, FAILED, FAILED, FAILED))
                .isEqualTo(FAILED);
        assertThat(phase(ArgoPolicy.DOCUMENTED_COUNT.metric(), FAILED)).isEqualTo(FAILED);
        assertThat(ArgoPolicy.DOCUMENTED_COUNT.interval()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aRunIsAsGoodAsItsWorstMetric() {
        assertThat(ArgoPhase.worst(List.of(SUCCESSFUL, RUNNING))).isEqualTo(RUNNING);
        assertThat(ArgoPhase.worst(List.of(FAILED, ERROR, INCONCLUSIVE))).isEqualTo(FAILED);
        assertThat(ArgoPhase.worst(List.of(INCONCLUSIVE, RUNNING))).isEqualTo(INCONCLUSIVE);
        assertThat(ArgoPhase.worst(List.of())).isEqualTo(SUCCESSFUL);
        assertThat(RUNNING.isCompleted()).isFalse();
        assertThat(SUCCESSFUL.isCompleted()).isTrue();
    }

    @Test
    void runningIsNoResult() {
        assertThatThrownBy(() -> ArgoMeasurements.none(BACKGROUND).plus(RUNNING))
                .hasMessage("measured: got RUNNING, expected a result");
    }

    private static ArgoPhase phase(ArgoMetric metric, ArgoPhase... measured) {
        ArgoMeasurements measurements = ArgoMeasurements.none(metric);
        for (ArgoPhase phase : measured) {
            measurements = measurements.plus(phase);
        }
        return measurements.phase();
    }
}
