package io.huidu.e2e.bench.statistics;

import static io.huidu.e2e.bench.statistics.Played.release;
import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.e2e.bench.statistics.Outcome.Ending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rules come to on ten times 0.5 % of errors, and on none that count: exposures as their sources have them. */
class ReleaseRunTest {

    /** Threshold + 1 ticks; failureLimit + 1 measurements from the first with a value; the first judgement. */
    @ParameterizedTest
    @CsvSource({
        "Flagger README, 66",
        "Flagger tutorial, 36",
        "Flagger NGINX tutorial, 11",
        "'Kayenta 75/50, baseline', 90",
        "'Kayenta 95/75, production', 90"
    })
    void rollsBackWhatIsAlwaysBad(String policy, int intervals) {
        Outcome outcome = release("ten times, 20 %: errors x10", policy);

        assertThat(outcome.ending()).isEqualTo(Ending.ROLLED_BACK);
        assertThat(outcome.intervals()).isEqualTo(intervals);
    }

    @ParameterizedTest
    @CsvSource({
        "Flagger README, 60",
        "Flagger tutorial, 30",
        "Flagger NGINX tutorial, 10",
        "Argo 5 min, 240",
        "'Kayenta 75/50, production', 360"
    })
    void promotesWhatIsGoodAsSoonAsItsRuleHasIt(String policy, int intervals) {
        Outcome outcome = release("release, 0.1 % errors", policy);

        assertThat(outcome.ending()).isEqualTo(Ending.PROMOTED);
        assertThat(outcome.promoted()).isEqualTo(intervals);
    }

    /** Without an answer for five minutes, Flagger counts failed checks, and Argo five errors in a row. */
    @ParameterizedTest
    @CsvSource({"Flagger NGINX tutorial", "Argo 60 s × 5"})
    void takesSilenceForFailure(String policy) {
        Outcome outcome = release("Prometheus gap", policy);

        assertThat(outcome.isFalseRollback()).isTrue();
        assertThat(outcome.intervals()).isBetween(60, 90);
    }

    @Test
    void huiduHoldsThroughAGapAndGoesOnWithTheRestOfTheHour() {
        Outcome outcome = release("Prometheus gap", "Huidu");

        assertThat(outcome.ending()).isEqualTo(Ending.UNDECIDED);
        assertThat(outcome.intervals()).isEqualTo(360);
    }

    @Test
    void harmsNobodyWithAHealthyCanary() {
        assertThat(release("release, 0.1 % errors", "Huidu").harmed()).isZero();
    }

    @Test
    void aRollbackBeforeTheFaultIsAFalseOne() {
        assertThat(new Outcome(Ending.ROLLED_BACK, 30, 180, 360, 1, 0).isFalseRollback())
                .isTrue();
        assertThat(new Outcome(Ending.ROLLED_BACK, 30, 20, 360, 1, 5).isFound()).isTrue();
        assertThat(new Outcome(Ending.PROMOTED, 360, 20, 30, 1, 5).isFound()).isFalse();
    }
}
