package io.huidu.shifter.api;

import static io.huidu.shifter.api.Problems.Range.Limit.IN;
import static io.huidu.shifter.api.Problems.Range.Limit.OUT;

import io.huidu.events.JudgePlan;
import io.huidu.events.JudgePlan.Rule;
import io.huidu.events.LatencyStatistic;
import io.huidu.shifter.api.Problems.Range;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of {@link SpecCheck} that reads {@code spec.analysis.judge}. */
record JudgeCheck(Problems problems) {

    private static final String PATH = "spec.analysis.judge";
    private static final Map<String, LatencyStatistic> STATISTICS = Map.of(
            "mean", LatencyStatistic.MEAN,
            "p50", LatencyStatistic.P50,
            "p95", LatencyStatistic.P95,
            "p99", LatencyStatistic.P99);

    private static final Range SHARE = new Range(0, IN, 1, IN);
    private static final Range SCORE = new Range(0, IN, 100, IN);
    private static final Range INCREASE = new Range(1, IN, 1000, IN);
    private static final Range MILLIS = new Range(0, OUT, 86_400_000, IN);

    /**
     * Which judge is named.
     *
     * @param interval how often it looks: a series has one value per interval
     */
    JudgePlan read(CanaryReleaseSpec.@Nullable Judge given, Duration interval) {
        if (given == null) {
            return JudgePlan.SEQUENTIAL;
        }
        List<JudgePlan> judges = judges(problems.known(PATH, given), interval);
        return one(PATH, judges, "exactly one of sequential, mannWhitney and threshold", JudgePlan.SEQUENTIAL);
    }

    private List<JudgePlan> judges(CanaryReleaseSpec.Judge judge, Duration interval) {
        List<JudgePlan> judges = new ArrayList<>();
        if (judge.sequential != null) {
            problems.known(PATH + ".sequential", judge.sequential);
            judges.add(JudgePlan.SEQUENTIAL);
        }
        if (judge.mannWhitney != null) {
            judges.add(mannWhitney(problems.known(PATH + ".mannWhitney", judge.mannWhitney), interval));
        }
        if (judge.threshold != null) {
            judges.add(threshold(problems.known(PATH + ".threshold", judge.threshold)));
        }
        return judges;
    }

    private JudgePlan mannWhitney(CanaryReleaseSpec.MannWhitney given, Duration looks) {
        String path = PATH + ".mannWhitney";
        problems.expect(given.lifetime != null, path + ".lifetime", given.lifetime, "how long a step is judged");
        Duration lifetime = problems.duration(path + ".lifetime", given.lifetime, looks, looks);
        Duration interval = problems.duration(path + ".analysisInterval", given.analysisInterval, lifetime, looks);
        boolean fits = interval.compareTo(lifetime) <= 0;
        problems.expect(
                fits,
                path + ".analysisInterval",
                given.analysisInterval,
                "at most the lifetime, " + Durations.print(lifetime));
        double pass = problems.number(path + ".pass", given.pass, JudgePlan.MannWhitney.DEFAULT_PASS, SCORE);
        double marginal = problems.number(
                path + ".marginal", given.marginal, Math.min(JudgePlan.MannWhitney.DEFAULT_MARGINAL, pass), SCORE);
        problems.expect(marginal <= pass, path + ".marginal", given.marginal, "at most the pass, " + pass);
        return new JudgePlan.MannWhitney(
                pass,
                Math.min(marginal, pass),
                lifetime,
                fits ? interval : lifetime,
                Optional.ofNullable(given.lookback).map(l -> problems.duration(path + ".lookback", l, looks, looks)),
                problems.number(
                        path + ".allowedIncrease",
                        given.allowedIncrease,
                        JudgePlan.MannWhitney.DEFAULT_ALLOWED_INCREASE,
                        INCREASE),
                latency(path, given.latency));
    }

    private JudgePlan threshold(CanaryReleaseSpec.Threshold given) {
        String path = PATH + ".threshold";
        return new JudgePlan.Threshold(
                problems.number(
                        path + ".minSuccessRate",
                        given.minSuccessRate,
                        JudgePlan.Threshold.DEFAULT_MIN_SUCCESS_RATE,
                        SHARE),
                latency(path, given.latency),
                problems.number(
                        path + ".maxLatencyMillis",
                        given.maxLatencyMillis,
                        JudgePlan.Threshold.DEFAULT_MAX_LATENCY_MILLIS,
                        MILLIS),
                one(path, rules(path, given), "exactly one of flagger and argo", new Rule.Flagger(1)));
    }

    private List<Rule> rules(String path, CanaryReleaseSpec.Threshold given) {
        List<Rule> rules = new ArrayList<>();
        if (given.flagger != null) {
            CanaryReleaseSpec.Flagger flagger = problems.known(path + ".flagger", given.flagger);
            rules.add(new Rule.Flagger(
                    count(path + ".flagger.threshold", flagger.threshold, 1).orElse(Rule.Flagger.DEFAULT_THRESHOLD)));
        }
        if (given.argo != null) {
            rules.add(argo(path + ".argo", problems.known(path + ".argo", given.argo)));
        }
        return rules;
    }

    private Rule argo(String path, CanaryReleaseSpec.Argo argo) {
        return new Rule.Argo(
                count(path + ".failureLimit", argo.failureLimit, 0).orElse(Rule.Argo.DEFAULT_FAILURE_LIMIT),
                count(path + ".count", argo.count, 1),
                count(path + ".consecutiveErrorLimit", argo.consecutiveErrorLimit, 0)
                        .orElse(Rule.Argo.DEFAULT_CONSECUTIVE_ERROR_LIMIT),
                count(path + ".consecutiveSuccessLimit", argo.consecutiveSuccessLimit, 1));
    }

    private LatencyStatistic latency(String path, @Nullable String given) {
        return problems.choice(path + ".latency", given, LatencyStatistic.P99, STATISTICS, LatencyStatistic.P99);
    }

    private Optional<Integer> count(String path, @Nullable Integer given, int least) {
        problems.expect(given == null || given >= least, path, given, least + " or more");
        return Optional.ofNullable(given).filter(value -> value >= least);
    }

    private <T> T one(String path, List<T> found, String expected, T standIn) {
        problems.expect(found.size() == 1, path, found.isEmpty() ? "none" : found.size(), expected);
        return found.isEmpty() ? standIn : found.getFirst();
    }
}
