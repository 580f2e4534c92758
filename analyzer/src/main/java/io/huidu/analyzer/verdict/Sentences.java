package io.huidu.analyzer.verdict;

import io.huidu.events.Counts;
import io.huidu.events.Evidence;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricReport;
import io.huidu.events.Missing;
import io.huidu.events.Reason;
import io.huidu.events.TrafficShare;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a person reads at 3 a.m.: numbers with units, and what happens next. */
final class Sentences {

    private Sentences() {}

    static String rollBack(Situation s, MetricFinding worst) {
        Evidence evidence = s.regression();
        MetricReport report = worst.report();
        String what = report.kind() == MetricKind.QUERY
                ? "%s: %s".formatted(report.metric(), numbers(report))
                : worst.lately().map(lately -> lately(report, lately)).orElseGet(() -> sinceTheBeginning(s, report));
        return "%s; evidence %.1f passed its bound %.1f".formatted(what, evidence.logE(), evidence.bound());
    }

    private static String sinceTheBeginning(Situation s, MetricReport report) {
        double sure = 100 * (1 - s.plan().falseRollbackProbability().value());
        String least = report.relativeRisk()
                .lower()
                .map(r -> " (at least %s times, %s %% sure)".formatted(number(r), number(sure)))
                .orElse("");
        return "the canary %s%s: %s against %s%s"
                .formatted(
                        often(report, report.relativeRisk().value()),
                        least,
                        of(report.canary()),
                        of(report.baseline()),
                        shift(report));
    }

    /** Quantiles are those of the whole release, and would water it down. */
    private static String lately(MetricReport report, Lately lately) {
        Optional<Double> risk = Optional.of(lately.estimate().relativeRisk()).filter(Double::isFinite);
        return "since about %s the canary %s: %s against %s"
                .formatted(lately.since(), often(report, risk), of(lately.canary()), of(lately.baseline()));
    }

    private static String often(MetricReport report, Optional<Double> risk) {
        String what = report.badAboveMillis()
                .map(ms -> "has requests slower than %s ms".formatted(number(ms)))
                .orElse(report.kind() == MetricKind.LATENCY ? "has slow requests" : "fails");
        return what
                + risk.map(r -> " %s times as often as the baseline".formatted(number(r)))
                        .orElse(", and the baseline doesn't");
    }

    private static String of(Counts counts) {
        return String.format(Locale.ROOT, "%,d of %,d requests", counts.bad(), counts.requests());
    }

    private static String shift(MetricReport report) {
        return report.latency().stream()
                .filter(q -> q.quantile() == 0.95)
                .findFirst()
                .map(q -> "; p95 %s ms against %s ms".formatted(number(q.canaryMillis()), number(q.baselineMillis())))
                .orElse("");
    }

    static String promote(Situation s) {
        return s.needed().stream()
                .map(m -> m.isNotInferior() ? notInferior(m.report()) : fits(s, m.report()))
                .collect(Collectors.joining("; "));
    }

    private static String notInferior(MetricReport r) {
        String compared =
                r.kind() == MetricKind.QUERY ? numbers(r) : "%s against %s".formatted(of(r.canary()), of(r.baseline()));
        return "%s: not worse than the margin allows (%s)".formatted(r.metric(), compared);
    }

    /** The canary's and the baseline's, on average. */
    private static String numbers(MetricReport r) {
        return r.query()
                .map(q -> "the canary is at %s and the baseline at %s, over %d intervals"
                        .formatted(precise(q.canary()), precise(q.baseline()), q.intervals()))
                .orElse("no interval had a number of both versions yet");
    }

    /** Of any size, since the unit is anybody's. */
    private static String precise(double x) {
        return x != 0 && Math.abs(x) < 1 ? String.format(Locale.ROOT, "%.3g", x) : number(x);
    }

    private static String fits(Situation s, MetricReport r) {
        if (r.kind() == MetricKind.QUERY) {
            return "%s: not shown to be within the margin (%s)".formatted(r.metric(), numbers(r));
        }
        String most = r.harm()
                .map(harm -> "at most %s %% of all requests would turn bad".formatted(number(100 * harm)))
                .orElse("there is no limit yet to the requests that would turn bad");
        return "%s: at %s %s (%s %% allowed)"
                .formatted(
                        r.metric(),
                        s.shareToFit(),
                        most,
                        number(100 * r.harmBudget().orElseThrow()));
    }

    static String hold(Situation s, Reason reason, Optional<Missing> missing) {
        return switch (reason) {
            case WARMING_UP ->
                "the canary's pods are warming up until " + s.exposure().warmUntil();
            case NO_TRAFFIC -> "neither version had a request in the last interval";
            case NO_CANARY_TRAFFIC ->
                "the canary had no request in the last interval, the baseline %,d"
                        .formatted(s.last().baseline().requests());
            case TRAFFIC_SHARE_OFF -> share(s.traffic().orElseThrow());
            case NOT_ENOUGH_REQUESTS ->
                "the canary answered %,d of at least %,d requests in this step%s"
                        .formatted(s.step().canaryRequests(), s.plan().minRequests(), more(s, missing));
            case MINIMUM_DURATION ->
                "nothing is wrong, and the step lasts %s more"
                        .formatted(duration(s.plan().minDuration().minus(s.inStep())));
            case NOT_ENOUGH_EVIDENCE ->
                "neither harm nor its absence is shown yet: %s%s".formatted(open(s), more(s, missing));
            // The enum is the vocabulary of the whole product; only these can be in a decision's way.
            default -> throw new IllegalArgumentException("reason: got '%s', expected an obstacle".formatted(reason));
        };
    }

    private static String share(TrafficShare t) {
        return "the canary gets %s %% of the requests, and %s was asked for: the routing isn't as asked"
                .formatted(number(100 * t.observed()), t.asked());
    }

    private static String open(Situation s) {
        return s.metrics().stream()
                .filter(m -> !m.isPromotable())
                .map(m -> fits(s, m.report()))
                .collect(Collectors.joining("; "));
    }

    private static String more(Situation s, Optional<Missing> missing) {
        return missing.map(m -> m.expectedAt()
                        .map(at -> Duration.between(s.last().end(), at))
                        .map(time -> "; about %,d more requests on the canary, %s at today's traffic"
                                .formatted(m.canaryRequests(), duration(time)))
                        .orElse("; about %,d more requests on the canary".formatted(m.canaryRequests())))
                .orElse("; at the rates seen so far, more traffic wouldn't show it");
    }

    static String duration(Duration d) {
        if (d.compareTo(Duration.ofMinutes(2)) < 0) {
            return d.toSeconds() + " s";
        }
        return d.compareTo(Duration.ofHours(2)) < 0 ? d.toMinutes() + " min" : d.toHours() + " h";
    }

    /** Three digits, and no more than there are. */
    static String number(double x) {
        String format = Math.abs(x) >= 100 ? "%,.0f" : Math.abs(x) >= 10 ? "%.1f" : "%.2f";
        String text = String.format(Locale.ROOT, format, x);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }
}
