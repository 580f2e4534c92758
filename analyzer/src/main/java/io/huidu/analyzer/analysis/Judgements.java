package io.huidu.analyzer.analysis;

import io.huidu.analyzer.verdict.Findings;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.DataState;
import io.huidu.events.Judgement;
import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Words for what was seen: from looks at windows to judgements that explain themselves. */
final class Judgements {

    static final Findings NOTHING_FOUND = new Findings(
            Verdict.CONTINUE, Reason.NO_DATA, "Nothing was looked at.", List.of(), Optional.empty(), Optional.empty());

    private Judgements() {}

    /**
     * What a look at a window comes to.
     *
     * @param rollback the look that has settled the release, if any: its verdict stands whatever is seen later
     */
    static Judgement after(AnalysisRequested request, Look look, Optional<Look> rollback) {
        Findings verdict = rollback.map(Look::findings).orElseGet(() -> verdict(request, look));
        return of(request, look, look.counted().window().index() + 1, verdict, look.findings());
    }

    /**
     * What a look comes to while only the last intervals have been read: what was counted, and no evidence.
     */
    static Judgement gathering(AnalysisRequested request, Look look) {
        Findings nothing = look.isFresh()
                ? waiting(Reason.NOT_ENOUGH_EVIDENCE, counted(request, look), NOTHING_FOUND)
                : waiting(reason(look.data()), sentence(request, look), NOTHING_FOUND);
        long intervals = Trial.gridOf(request)
                .lastEndedBy(look.counted().window().end())
                .map(last -> last.index() + 1)
                .orElse(0L);
        return of(request, look, intervals, nothing, NOTHING_FOUND);
    }

    private static Judgement of(
            AnalysisRequested request, Look look, long intervals, Findings verdict, Findings known) {
        var window = look.counted().window();
        return new Judgement(
                request.release(),
                request.releaseId(),
                request.requestId(),
                request.current().step(),
                intervals,
                window.start(),
                window.end(),
                verdict.verdict(),
                verdict.reason(),
                verdict.message(),
                look.data(),
                known.metrics(),
                known.traffic(),
                known.missing());
    }

    private static String counted(AnalysisRequested request, Look look) {
        var baseline = look.counted().baseline();
        var canary = look.counted().canary();
        return ("The evidence of this release is being read again. In the last interval %d of %d requests to %s failed,"
                        + " and %d of %d to %s.")
                .formatted(
                        baseline.errors(),
                        baseline.requests(),
                        request.baseline().name(),
                        canary.errors(),
                        canary.requests(),
                        request.canary().name());
    }

    /**
     * What is left to say while the source of measurements doesn't answer: the evidence so far, and that it is old.
     *
     * @param last the last window that could be looked at
     * @param problem why there is no answer, in a sentence
     */
    static Judgement unreachable(
            AnalysisRequested request, Instant now, Optional<Look> last, Optional<Look> rollback, String problem) {
        Findings known = last.map(Look::findings).orElse(NOTHING_FOUND);
        Findings verdict =
                rollback.map(Look::findings).orElseGet(() -> waiting(Reason.PROMETHEUS_UNREACHABLE, problem, known));
        var grid = Trial.gridOf(request);
        var window = grid.lastEndedBy(now);
        return new Judgement(
                request.release(),
                request.releaseId(),
                request.requestId(),
                request.current().step(),
                last.map(look -> look.counted().window().index() + 1).orElse(0L),
                window.map(w -> w.start()).orElse(grid.origin()),
                window.map(w -> w.end()).orElse(grid.origin()),
                verdict.verdict(),
                verdict.reason(),
                verdict.message(),
                DataState.PROMETHEUS_UNREACHABLE,
                known.metrics(),
                known.traffic(),
                known.missing());
    }

    private static Findings verdict(AnalysisRequested request, Look look) {
        Findings findings = look.findings();
        if (!look.isFresh()) {
            return waiting(reason(look.data()), sentence(request, look), findings);
        }
        if (findings.verdict() == Verdict.PROMOTE && !look.allowsPromotion()) {
            String message = "No interval of step %d has been counted yet."
                    .formatted(request.current().step());
            return waiting(Reason.NOT_ENOUGH_REQUESTS, message, findings);
        }
        return findings;
    }

    private static Findings waiting(Reason reason, String message, Findings known) {
        return new Findings(Verdict.CONTINUE, reason, message, known.metrics(), known.traffic(), known.missing());
    }

    private static Reason reason(DataState data) {
        return switch (data) {
            case EXACT, ESTIMATED -> Reason.NOT_ENOUGH_EVIDENCE;
            case WARMING_UP -> Reason.WARMING_UP;
            case NO_TRAFFIC -> Reason.NO_TRAFFIC;
            case NO_CANARY_TRAFFIC -> Reason.NO_CANARY_TRAFFIC;
            case NO_DATA -> Reason.NO_DATA;
            case PROMETHEUS_UNREACHABLE -> Reason.PROMETHEUS_UNREACHABLE;
        };
    }

    private static String sentence(AnalysisRequested request, Look look) {
        String baseline = request.baseline().name();
        String canary = request.canary().name();
        return switch (look.data()) {
            case EXACT, ESTIMATED -> look.findings().message();
            case WARMING_UP ->
                "%s warms up until %s; until then its requests are no evidence."
                        .formatted(canary, request.current().warmUntil());
            case NO_TRAFFIC -> "Neither %s nor %s had a request in the last interval.".formatted(baseline, canary);
            case NO_CANARY_TRAFFIC ->
                "%s had %d requests in the last interval, %s had none."
                        .formatted(baseline, look.counted().baseline().requests(), canary);
            case NO_DATA -> "Prometheus answers, but has no fresh samples of %s and %s.".formatted(baseline, canary);
            case PROMETHEUS_UNREACHABLE -> "Prometheus doesn't answer.";
        };
    }
}
