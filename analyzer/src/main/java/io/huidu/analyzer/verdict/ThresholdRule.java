package io.huidu.analyzer.verdict;

import io.huidu.analyzer.verdict.peers.ArgoMeasurements;
import io.huidu.analyzer.verdict.peers.ArgoMetric;
import io.huidu.analyzer.verdict.peers.ArgoPhase;
import io.huidu.analyzer.verdict.peers.FailedChecks;
import io.huidu.events.CheckResult;
import io.huidu.events.JudgePlan.Rule;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a rule on failed checks has come to. Nothing changes it any more once it has failed. */
sealed interface ThresholdRule {

    static ThresholdRule begin(Rule rule, int metrics) {
        return switch (rule) {
            case Rule.Flagger flagger -> new Flagger(FailedChecks.none(flagger.threshold()), Progress.PENDING);
            case Rule.Argo argo -> Argo.begin(argo, metrics);
        };
    }

    /** In another step. */
    ThresholdRule enterStep();

    /** Whether the next interval is checked. */
    boolean checks();

    /**
     * An interval on.
     *
     * @param results one per metric; without meaning unless {@link #checks()}
     */
    ThresholdRule plus(List<CheckResult> results);

    Progress progress();

    /** The state of the count, for people. */
    String words();

    /** At most one failed check per interval, and the rollback an interval after the last that is needed. */
    record Flagger(FailedChecks failed, Progress progress) implements ThresholdRule {

        @Override
        public Flagger enterStep() {
            return progress == Progress.FAILED ? this : new Flagger(failed, Progress.PENDING);
        }

        @Override
        public boolean checks() {
            return !failed.isReached();
        }

        @Override
        public Flagger plus(List<CheckResult> results) {
            if (failed.isReached()) {
                return new Flagger(failed, Progress.FAILED);
            }
            return results.stream().allMatch(r -> r == CheckResult.PASS)
                    ? new Flagger(failed, Progress.PASSED)
                    : new Flagger(failed.plusOne(), Progress.PENDING);
        }

        @Override
        public String words() {
            return "%d of %d failed checks that roll back".formatted(failed.failed(), failed.threshold());
        }
    }

    /** Each metric by itself, and the worst decides. */
    record Argo(Rule.Argo limits, List<ArgoMeasurements> metrics) implements ThresholdRule {

        static Argo begin(Rule.Argo limits, int metrics) {
            ArgoMetric metric = new ArgoMetric(
                    limits.count(),
                    Optional.of(limits.failureLimit()),
                    0,
                    limits.consecutiveErrorLimit(),
                    limits.consecutiveSuccessLimit());
            return new Argo(limits, Collections.nCopies(metrics, ArgoMeasurements.none(metric)));
        }

        @Override
        public Argo enterStep() {
            boolean anew = limits.count().isPresent() && progress() != Progress.FAILED;
            return anew ? begin(limits, metrics.size()) : this;
        }

        @Override
        public boolean checks() {
            return phase() == ArgoPhase.RUNNING;
        }

        @Override
        public Argo plus(List<CheckResult> results) {
            return checks()
                    ? new Argo(
                            limits,
                            IntStream.range(0, metrics.size())
                                    .mapToObj(i -> plus(metrics.get(i), results.get(i)))
                                    .toList())
                    : this;
        }

        private static ArgoMeasurements plus(ArgoMeasurements metric, CheckResult result) {
            return metric.phase().isCompleted() ? metric : metric.plus(measured(result));
        }

        private static ArgoPhase measured(CheckResult result) {
            return switch (result) {
                case PASS -> ArgoPhase.SUCCESSFUL;
                case HIGH, LOW -> ArgoPhase.FAILED;
                case NO_DATA, ERROR -> ArgoPhase.ERROR;
            };
        }

        private ArgoPhase phase() {
            return ArgoPhase.worst(metrics.stream().map(ArgoMeasurements::phase).toList());
        }

        /** An analysis that is inconclusive waits for a person, as Argo Rollouts does. */
        @Override
        public Progress progress() {
            return switch (phase()) {
                case FAILED, ERROR -> Progress.FAILED;
                case SUCCESSFUL -> Progress.PASSED;
                case INCONCLUSIVE -> Progress.PENDING;
                case RUNNING -> limits.count().isEmpty() ? Progress.PASSED : Progress.PENDING;
            };
        }

        @Override
        public String words() {
            String each = metrics.stream().map(this::words).collect(Collectors.joining(" and "));
            return phase() == ArgoPhase.INCONCLUSIVE ? each + ", which is inconclusive and waits for a person" : each;
        }

        private String words(ArgoMeasurements metric) {
            String errors = metric.consecutiveErrors() == 0
                    ? ""
                    : ", %d in a row without a value".formatted(metric.consecutiveErrors());
            String of = limits.count().map(" of %d"::formatted).orElse("");
            return "%d%s measurements with %d failed, at most %d may%s"
                    .formatted(metric.count(), of, metric.failed(), limits.failureLimit(), errors);
        }
    }
}
