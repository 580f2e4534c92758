package io.huidu.shifter.console.view;

import io.huidu.events.Counts;
import io.huidu.events.Estimate;
import io.huidu.events.Evidence;
import io.huidu.events.Judgement;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricReport;
import io.huidu.shifter.api.CanaryReleaseStatus;
import io.huidu.shifter.rollout.ReleaseSpec;
import java.util.Comparator;
import java.util.Optional;

/**
 * Why a version was rolled back. What is beyond the status comes from the events, and is there while they are kept.
 *
 * @param sentence which metric, how much worse, how sure, and how many saw it
 * @param confidence with which the interval holds at all times
 * @param weight what the version had of the traffic then, in percent
 */
public record Failure(
        String version,
        String reason,
        String message,
        String at,
        String sentence,
        Optional<String> metric,
        Optional<MetricKind> kind,
        Optional<Estimate> relativeRisk,
        Optional<Estimate> excess,
        Optional<Counts> baseline,
        Optional<Counts> canary,
        Optional<Double> confidence,
        Optional<Double> logE,
        Optional<Double> bound,
        Optional<Integer> weight) {

    /** Of a resource whose desired version was rolled back; empty where none was. */
    static Optional<Failure> of(Reading of, Optional<Judgement> lastRollback) {
        return Optional.ofNullable(of.status().failed)
                .filter(failed -> of.running().isEmpty())
                .map(failed -> of(failed, of, lastRollback.filter(judgement -> isOfLast(judgement, of))));
    }

    private static boolean isOfLast(Judgement judgement, Reading of) {
        return Summary.list(of.status().history).stream()
                .findFirst()
                .filter(past -> judgement.releaseId().equals(past.id))
                .isPresent();
    }

    private static Failure of(CanaryReleaseStatus.Failed failed, Reading of, Optional<Judgement> judgement) {
        Optional<MetricReport> worst = judgement.flatMap(Failure::worst);
        String message = Summary.text(failed.message).orElse("");
        return new Failure(
                Summary.text(failed.version).orElse(""),
                Summary.text(failed.reason).orElse(""),
                message,
                Summary.text(failed.at).orElse(""),
                sentence(message, worst, of),
                worst.map(MetricReport::metric),
                worst.map(MetricReport::kind),
                worst.map(MetricReport::relativeRisk),
                worst.map(MetricReport::excess),
                worst.map(MetricReport::baseline),
                worst.map(MetricReport::canary),
                worst.flatMap(MetricReport::regression).flatMap(evidence -> confidence(of)),
                worst.flatMap(MetricReport::regression).map(Evidence::logE),
                worst.flatMap(MetricReport::regression).map(Evidence::bound),
                judgement.flatMap(Judgement::traffic).map(share -> share.asked().percent()));
    }

    /** The metric whose evidence is furthest beyond its bound; empty where no evidence reached it. */
    private static Optional<MetricReport> worst(Judgement judgement) {
        return judgement.metrics().stream()
                .filter(report ->
                        report.regression().filter(Evidence::isReached).isPresent())
                .max(Comparator.comparing(report -> report.regression()
                        .map(evidence -> evidence.logE() - evidence.bound())
                        .orElse(Double.NEGATIVE_INFINITY)));
    }

    private static String sentence(String message, Optional<MetricReport> worst, Reading of) {
        return message
                + worst.filter(report -> report.kind() != MetricKind.QUERY)
                        .map(report -> suffered(report, of))
                        .orElse("");
    }

    /** How many of the bad ones wouldn't have been, at the rate of the version before. */
    private static String suffered(MetricReport report, Reading of) {
        Counts canary = report.canary();
        long more =
                Math.round(canary.bad() - canary.requests() * report.baseline().rate());
        String past = Summary.list(of.status().history).stream()
                .findFirst()
                .flatMap(last -> Summary.text(last.from))
                .orElse("the version before");
        return more < 1
                ? ""
                : ". About %,d of its %,d requests %s that %s would have answered well"
                        .formatted(
                                more,
                                canary.requests(),
                                report.kind() == MetricKind.LATENCY ? "were slow" : "failed",
                                past);
    }

    private static Optional<Double> confidence(Reading of) {
        return of.checked()
                .map(ReleaseSpec::analysis)
                .map(analysis -> 1 - analysis.falseRollbackProbability().value());
    }
}
