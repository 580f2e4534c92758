package io.huidu.analyzer.verdict;

import io.huidu.events.Missing;
import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * From a situation to findings. The first row that applies decides:
 *
 * <table>
 * <caption>Rows</caption>
 * <tr><td>combined evidence of a regression reached its bound</td><td>roll back</td></tr>
 * <tr><td>the canary was cold, or there were no requests</td><td>continue</td></tr>
 * <tr><td>the traffic isn't routed as asked</td><td>continue</td></tr>
 * <tr><td>too few requests in this step</td><td>continue</td></tr>
 * <tr><td>a metric shows neither non-inferiority nor that it fits its harm budget</td><td>continue</td></tr>
 * <tr><td>the step is too young</td><td>continue</td></tr>
 * <tr><td>otherwise</td><td>promote</td></tr>
 * </table>
 */
final class Decision {

    private Decision() {}

    static Findings undecided(Reason reason, String message) {
        return new Findings(Verdict.CONTINUE, reason, message, List.of(), Optional.empty(), Optional.empty());
    }

    static Findings on(Situation s) {
        return s.regression().isReached()
                ? rollBack(s)
                : obstacle(s).map(o -> hold(s, o)).orElseGet(() -> promote(s));
    }

    private static Findings rollBack(Situation s) {
        MetricFinding worst = s.metrics().stream()
                .max(Comparator.comparingDouble(MetricFinding::logShare))
                .orElseThrow();
        Reason reason = switch (worst.report().kind()) {
            case ERRORS -> Reason.ERRORS_REGRESSED;
            case LATENCY -> Reason.LATENCY_REGRESSED;
            case QUERY -> Reason.METRIC_REGRESSED;
        };
        return findings(s, Verdict.ROLL_BACK, reason, Sentences.rollBack(s, worst), Optional.empty());
    }

    private static Optional<Reason> obstacle(Situation s) {
        if (!s.metrics().stream().allMatch(MetricFinding::isPromotable)) {
            return surroundings(s).or(() -> Optional.of(Reason.NOT_ENOUGH_EVIDENCE));
        }
        return surroundings(s).or(() -> youth(s));
    }

    /** What is in the way of a promotion, whatever the metrics say. */
    static Optional<Reason> surroundings(Situation s) {
        if (s.isCold()) {
            return Optional.of(Reason.WARMING_UP);
        }
        if (s.last().canary().requests() == 0) {
            boolean nothing = s.last().baseline().requests() == 0;
            return Optional.of(nothing ? Reason.NO_TRAFFIC : Reason.NO_CANARY_TRAFFIC);
        }
        if (s.traffic().filter(t -> t.mismatch().isReached()).isPresent()) {
            return Optional.of(Reason.TRAFFIC_SHARE_OFF);
        }
        if (s.step().intervals() == 0 || s.step().canaryRequests() < s.plan().minRequests()) {
            return Optional.of(Reason.NOT_ENOUGH_REQUESTS);
        }
        return Optional.empty();
    }

    /** What is in the way when nothing else is. */
    static Optional<Reason> youth(Situation s) {
        boolean young = s.inStep().compareTo(s.plan().minDuration()) < 0;
        return young ? Optional.of(Reason.MINIMUM_DURATION) : Optional.empty();
    }

    private static Findings hold(Situation s, Reason obstacle) {
        Optional<Missing> missing = Outlook.of(s);
        return findings(s, Verdict.CONTINUE, obstacle, Sentences.hold(s, obstacle, missing), missing);
    }

    private static Findings promote(Situation s) {
        boolean notInferior = s.needed().stream().allMatch(MetricFinding::isNotInferior);
        Reason reason = notInferior ? Reason.NOT_INFERIOR : Reason.WITHIN_HARM_BUDGET;
        return findings(s, Verdict.PROMOTE, reason, Sentences.promote(s), Optional.empty());
    }

    private static Findings findings(Situation s, Verdict verdict, Reason reason, String text, Optional<Missing> m) {
        return new Findings(verdict, reason, text, s.reports(), s.traffic(), m);
    }
}
