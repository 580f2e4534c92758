package io.huidu.analyzer.verdict;

import io.huidu.events.MetricReport;
import io.huidu.events.Missing;
import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * From checks to findings: as {@link Decision}, with failed checks in the place of evidence of a regression and passed ones
 * in that of non-inferiority. What holds up every promotion holds these up too, which the tools that the rules are from
 * don't do: cold pods, requests routed otherwise than asked, too few requests, a step that is too young.
 *
 * @param words what the rule says, for people
 * @param missing until the rule's next answer, where that is known
 */
record CheckDecision(Progress progress, String words, List<MetricReport> reports, Optional<Missing> missing) {

    Findings on(Situation s) {
        return switch (progress) {
            case FAILED -> findings(s, Verdict.ROLL_BACK, Reason.CHECKS_FAILED, words, Optional.empty());
            case PENDING ->
                Decision.surroundings(s)
                        .map(o -> hold(s, o))
                        .orElseGet(() -> findings(s, Verdict.CONTINUE, Reason.CHECKS_PENDING, words, missing));
            case PASSED ->
                Decision.surroundings(s)
                        .or(() -> Decision.youth(s))
                        .map(o -> hold(s, o))
                        .orElseGet(() -> findings(s, Verdict.PROMOTE, Reason.CHECKS_PASSED, words, Optional.empty()));
        };
    }

    private Findings hold(Situation s, Reason obstacle) {
        Optional<Missing> requests = Outlook.of(s);
        return findings(s, Verdict.CONTINUE, obstacle, Sentences.hold(s, obstacle, requests), requests);
    }

    private Findings findings(Situation s, Verdict verdict, Reason reason, String text, Optional<Missing> m) {
        return new Findings(verdict, reason, text, reports, s.traffic(), m);
    }
}
