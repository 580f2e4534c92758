package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.Exposure;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** A release under judgement, fed interval by interval. */
final class Release {

    static final Instant START = Traffic.START;

    private Judge judge;
    private Exposure step;
    private Optional<Weight> next = Optional.of(Weight.ALL);
    private Instant now = START;

    Release(AnalysisPlan plan, LatencyHistogram before, int weight) {
        judge = Judge.of(plan, List.of(new VersionSample(before.total(), 0, before)));
        step = new Exposure(0, Weight.of(weight), START, START);
    }

    Release nextWeight(int percent) {
        next = Optional.of(Weight.of(percent));
        return this;
    }

    /** Users stay where they were sent first. */
    Release keepingUsers() {
        step = new Exposure(step.step(), step.weight(), step.from(), step.warmUntil(), Exposure.Share.AT_LEAST);
        return this;
    }

    Release warmUntil(Instant until) {
        step = new Exposure(step.step(), step.weight(), step.from(), until);
        return this;
    }

    Release enter(int weight, Optional<Weight> nextWeight) {
        step = new Exposure(step.step() + 1, Weight.of(weight), now, step.warmUntil());
        next = nextWeight;
        return this;
    }

    Instant now() {
        return now;
    }

    Findings findings() {
        return judge.judge(step, next);
    }

    Findings observe(IntervalSample sample) {
        judge = judge.observe(sample, step);
        now = sample.end();
        return findings();
    }

    /** Two seconds of errors only: requests and failures of the baseline, then of the canary. */
    Findings observe(long n1, long k1, long n2, long k2) {
        return observe(new IntervalSample(
                now,
                now.plus(Duration.ofSeconds(2)),
                new VersionSample(n1, k1, LatencyHistogram.empty()),
                new VersionSample(n2, k2, LatencyHistogram.empty()),
                true));
    }

    /** How many intervals pass until the verdict isn't "continue"; {@code most} + 1 when it stays so. */
    int intervalsUntilDecided(int most, DoubleFunction<IntervalSample> traffic) {
        for (int i = 1; i <= most; i++) {
            if (observe(traffic.apply(step.weight().fraction())).verdict() != Verdict.CONTINUE) {
                return i;
            }
        }
        return most + 1;
    }
}
