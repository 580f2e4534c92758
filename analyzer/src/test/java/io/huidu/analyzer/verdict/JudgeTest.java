package io.huidu.analyzer.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.verdict.Traffic.Behaviour;
import io.huidu.events.Exposure;
import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    private final Traffic traffic = new Traffic(1, TWO_SECONDS);

    @Test
    void promotesAHealthyCanaryThroughEveryStep() {
        Judge judge = new Judge(Plans.of(Plans.ERRORS, Plans.LATENCY), traffic.latency(5000, Behaviour.HEALTHY));
        JudgeState state = judge.begin();
        int[] weights = {10, 25, 50, 100};
        for (int step = 0; step < 3; step++) {
            Exposure exposure = exposure(step, weights[step]);
            int intervals = 0;
            Findings findings;
            do {
                state = judge.observe(
                        state,
                        traffic.next(800, weights[step] / 100.0, Behaviour.HEALTHY, Behaviour.HEALTHY),
                        exposure);
                findings = judge.judge(state, exposure, Optional.of(Weight.of(weights[step + 1])));
            } while (findings.verdict() == Verdict.CONTINUE && ++intervals < 60);

            assertThat(findings.verdict()).as(findings.message()).isEqualTo(Verdict.PROMOTE);
        }
    }

    @Test
    void rollsBackWhenErrorsRiseTenfold() {
        Judge judge = new Judge(Plans.of(Plans.ERRORS), LatencyHistogram.empty());
        Exposure exposure = exposure(0, 25);

        Findings findings = run(judge, exposure, 8, Behaviour.HEALTHY.withErrors(0.05));

        assertThat(findings.verdict()).isEqualTo(Verdict.ROLL_BACK);
        assertThat(findings.reason()).isEqualTo(Reason.ERRORS_REGRESSED);
    }

    @Test
    void rollsBackWhenLatencyDoubles() {
        Judge judge = new Judge(Plans.of(Plans.ERRORS, Plans.LATENCY), traffic.latency(5000, Behaviour.HEALTHY));
        Exposure exposure = exposure(0, 25);

        Findings findings = run(judge, exposure, 5, Behaviour.HEALTHY.slower(2));

        assertThat(findings.reason()).as(findings.message()).isEqualTo(Reason.LATENCY_REGRESSED);
    }

    private Findings run(Judge judge, Exposure exposure, int intervals, Behaviour canary) {
        JudgeState state = judge.begin();
        for (int i = 0; i < intervals; i++) {
            state = judge.observe(
                    state, traffic.next(800, exposure.weight().fraction(), Behaviour.HEALTHY, canary), exposure);
        }
        return judge.judge(state, exposure, Optional.of(Weight.ALL));
    }

    private Exposure exposure(int step, int percent) {
        return new Exposure(step, Weight.of(percent), traffic.now(), traffic.now());
    }
}
