package io.huidu.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Duration;
import java.util.Optional;

/** Which rule judges a release. Only {@link Sequential} keeps {@link AnalysisPlan#falseRollbackProbability()}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(JudgePlan.Sequential.class),
    @JsonSubTypes.Type(JudgePlan.MannWhitney.class),
    @JsonSubTypes.Type(JudgePlan.Threshold.class)
})
public sealed interface JudgePlan {

    /** What judges where no judge is named. */
    JudgePlan SEQUENTIAL = new Sequential();

    /** Evidence from counts, looked at after every interval. */
    @JsonTypeName("sequential")
    record Sequential() implements JudgePlan {}

    /**
     * Kayenta's rule: in each step the two versions' series are compared by a Mann–Whitney test per metric, and the
     * metrics that pass make a score. Metrics count by {@link MetricPlan#weight()}.
     *
     * @param pass the score that a step's last judgement needs; 75 in Spinnaker
     * @param marginal the score at which any judgement rolls back; 50 in Spinnaker
     * @param lifetime how long a step is judged
     * @param analysisInterval the time between judgements; in Spinnaker the whole lifetime unless said otherwise
     * @param lookback how far back a judgement looks; empty for all of the step
     * @param allowedIncrease how many times as large the canary's mean may be before a shift counts; 1 in Kayenta
     * @param latency what stands for an interval's latency
     */
    @JsonTypeName("mann-whitney")
    record MannWhitney(
            double pass,
            double marginal,
            Duration lifetime,
            Duration analysisInterval,
            Optional<Duration> lookback,
            double allowedIncrease,
            LatencyStatistic latency)
            implements JudgePlan {

        public static final double DEFAULT_PASS = 75;
        public static final double DEFAULT_MARGINAL = 50;
        public static final double DEFAULT_ALLOWED_INCREASE = 1;

        public MannWhitney {
            Require.that(pass >= 0 && pass <= 100, "judge.pass", pass, "0 to 100");
            Require.that(marginal >= 0 && marginal <= pass, "judge.marginal", marginal, "0 to " + pass + ", the pass");
            Require.that(lifetime.isPositive(), "judge.lifetime", lifetime, "more than 0s");
            Require.that(
                    analysisInterval.isPositive() && analysisInterval.compareTo(lifetime) <= 0,
                    "judge.analysisInterval",
                    analysisInterval,
                    "more than 0s, at most the lifetime " + lifetime);
            Require.that(
                    lookback.map(Duration::isPositive).orElse(true),
                    "judge.lookback",
                    lookback.orElse(lifetime),
                    "more than 0s");
            Require.that(
                    allowedIncrease >= 1 && allowedIncrease < Double.MAX_VALUE,
                    "judge.allowedIncrease",
                    allowedIncrease,
                    "1 or more");
        }
    }

    /**
     * The canary alone against constant limits, interval by interval.
     *
     * @param minSuccessRate the share of requests that must not fail, 0 to 1
     * @param latency what stands for an interval's latency
     * @param maxLatencyMillis what it may be
     * @param rule what failed checks lead to
     */
    @JsonTypeName("threshold")
    record Threshold(double minSuccessRate, LatencyStatistic latency, double maxLatencyMillis, Rule rule)
            implements JudgePlan {

        /** The limits of Flagger's README. */
        public static final double DEFAULT_MIN_SUCCESS_RATE = 0.99;

        public static final double DEFAULT_MAX_LATENCY_MILLIS = 500;

        public Threshold {
            Require.that(minSuccessRate >= 0 && minSuccessRate <= 1, "judge.minSuccessRate", minSuccessRate, "0 to 1");
            Require.that(
                    maxLatencyMillis > 0 && maxLatencyMillis < Double.MAX_VALUE,
                    "judge.maxLatencyMillis",
                    maxLatencyMillis,
                    "more than 0");
        }
    }

    /** What failed checks lead to. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(Rule.Flagger.class), @JsonSubTypes.Type(Rule.Argo.class)})
    sealed interface Rule {

        /**
         * Flagger's: a passed check promotes; so many failed ones since the release began, in a row or not, roll back at
         * the check after.
         *
         * @param threshold how many; 1 in Flagger
         */
        @JsonTypeName("flagger")
        record Flagger(int threshold) implements Rule {

            public static final int DEFAULT_THRESHOLD = 1;

            public Flagger {
                Require.that(threshold >= 1, "judge.rule.threshold", threshold, "1 or more");
            }
        }

        /**
         * Argo Rollouts': one failed measurement more than the limit rolls back at once.
         *
         * @param failureLimit how many may fail; 0 in Argo Rollouts
         * @param count after how many measurements in a step it is promoted, failures being counted anew in each step;
         *     empty for a background analysis, which counts over the whole release and holds up no step
         * @param consecutiveErrorLimit how many measurements in a row may have no value; 4 in Argo Rollouts
         * @param consecutiveSuccessLimit how many successes in a row promote before the count is reached; empty for none
         */
        @JsonTypeName("argo")
        record Argo(
                int failureLimit,
                Optional<Integer> count,
                int consecutiveErrorLimit,
                Optional<Integer> consecutiveSuccessLimit)
                implements Rule {

            public static final int DEFAULT_FAILURE_LIMIT = 0;
            public static final int DEFAULT_CONSECUTIVE_ERROR_LIMIT = 4;

            public Argo {
                Require.that(failureLimit >= 0, "judge.rule.failureLimit", failureLimit, "0 or more");
                Require.that(count.orElse(1) >= 1, "judge.rule.count", count.orElse(1), "1 or more");
                Require.that(
                        consecutiveErrorLimit >= 0,
                        "judge.rule.consecutiveErrorLimit",
                        consecutiveErrorLimit,
                        "0 or more");
                Require.that(
                        consecutiveSuccessLimit.orElse(1) >= 1,
                        "judge.rule.consecutiveSuccessLimit",
                        consecutiveSuccessLimit.orElse(1),
                        "1 or more");
            }
        }
    }
}
