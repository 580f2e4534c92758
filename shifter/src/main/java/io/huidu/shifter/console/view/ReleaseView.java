package io.huidu.shifter.console.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.fabric8.kubernetes.api.model.Condition;
import io.huidu.events.Judgement;
import io.huidu.shifter.api.CanaryReleaseStatus;
import io.huidu.shifter.rollout.ReleaseSpec;
import io.huidu.shifter.rollout.Wish;
import io.huidu.shifter.rollout.Wish.Ask;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All that a person needs of one release. */
public record ReleaseView(
        @JsonUnwrapped Summary summary,
        Headline headline,
        SpecView spec,
        Optional<RunView> running,
        Optional<VerdictView> verdict,
        Optional<Failure> failure,
        Optional<WayBackView> wayBack,
        List<ConditionView> conditions,
        List<PastView> history,
        Optional<List<Workload>> workloads,
        List<WishView> wishes,
        List<Action> actions,
        List<String> notices) {

    /** What else is known of a release, and of who looks. */
    public record Beside(
            Optional<Judgement> lastRollback,
            Optional<List<Workload>> workloads,
            boolean mayWrite,
            List<String> notices) {}

    /** The release that runs. */
    public record RunView(
            String id,
            long number,
            String from,
            String to,
            String startedAt,
            int step,
            int steps,
            String stepSince,
            String requestId,
            Optional<HeldView> held) {}

    /** What keeps it. */
    public record HeldView(String kind, String reason, String since) {}

    /** The latest verdict in short. */
    public record VerdictView(
            String verdict,
            String reason,
            String message,
            String windowEnd,
            Optional<Long> missingRequests,
            Optional<String> expectedAt,
            Optional<Double> logE,
            Optional<Double> bound,
            List<MetricView> metrics,
            List<ShownView> shown) {}

    /** What a metric shows. */
    public record MetricView(
            String name,
            Optional<Double> relativeRisk,
            Optional<Double> detectableRisk,
            Optional<Long> missingRequests) {}

    /** A number beside. */
    public record ShownView(String name, Optional<Double> baseline, Optional<Double> canary) {}

    /** The promotion that can be taken back. */
    public record WayBackView(String run, String version, Optional<Instant> until) {}

    /** A condition. */
    public record ConditionView(String type, String status, String reason, String message, Optional<String> since) {}

    /** A release that ended. */
    public record PastView(
            String id,
            String from,
            String to,
            String outcome,
            String reason,
            String message,
            String startedAt,
            String endedAt,
            int finalWeight) {}

    /** What somebody asks for. */
    public record WishView(String ask, String what, String who, String why, Optional<String> command) {}

    /** Of a resource. */
    public static ReleaseView of(Reading of, Beside beside) {
        CanaryReleaseStatus status = of.status();
        return new ReleaseView(
                of.summary(),
                Headline.of(of),
                SpecView.of(of),
                of.running().map(run -> run(run, of)),
                Optional.ofNullable(status.verdict).map(ReleaseView::verdict),
                Failure.of(of, beside.lastRollback()),
                wayBack(of),
                Summary.list(status.conditions).stream()
                        .map(ReleaseView::condition)
                        .toList(),
                Summary.list(status.history).stream().map(ReleaseView::past).toList(),
                beside.workloads(),
                wishes(of),
                Action.all(of, beside.mayWrite()),
                beside.notices());
    }

    private static RunView run(CanaryReleaseStatus.Release run, Reading of) {
        return new RunView(
                Summary.text(run.id).orElse(""),
                Optional.ofNullable(run.number).orElse(0L),
                of.from(),
                of.to(),
                Summary.text(run.startedAt).orElse(""),
                of.step() + 1,
                of.summary().steps().orElse(1),
                Summary.text(run.askedAt).orElse(""),
                Summary.text(run.requestId).orElse(""),
                Optional.ofNullable(run.held)
                        .map(held -> new HeldView(
                                Summary.text(held.kind).orElse(""),
                                Summary.text(held.reason).orElse(""),
                                Summary.text(held.since).orElse(""))));
    }

    private static VerdictView verdict(CanaryReleaseStatus.Verdict verdict) {
        return new VerdictView(
                word(Summary.text(verdict.verdict).orElse("")),
                Summary.text(verdict.reason).orElse(""),
                Summary.text(verdict.message).orElse(""),
                Summary.text(verdict.windowEnd).orElse(""),
                Optional.ofNullable(verdict.missingRequests),
                Summary.text(verdict.expectedAt),
                Optional.ofNullable(verdict.logE),
                Optional.ofNullable(verdict.bound),
                Summary.list(verdict.metrics).stream()
                        .map(metric -> new MetricView(
                                Summary.text(metric.name).orElse(""),
                                Optional.ofNullable(metric.relativeRisk),
                                Optional.ofNullable(metric.detectableRisk),
                                Optional.ofNullable(metric.missingRequests)))
                        .toList(),
                Summary.list(verdict.shown).stream()
                        .map(shown -> new ShownView(
                                Summary.text(shown.name).orElse(""),
                                Optional.ofNullable(shown.baseline),
                                Optional.ofNullable(shown.canary)))
                        .toList());
    }

    /** As events have it: {@code RollBack} is {@code rollback}. */
    private static String word(String verdict) {
        return verdict.toLowerCase(Locale.ROOT);
    }

    private static Optional<WayBackView> wayBack(Reading of) {
        return of.returnable()
                .map(run -> new WayBackView(
                        run.id(),
                        run.from().name(),
                        Optional.ofNullable(of.status().wayBack)
                                .flatMap(back -> Headline.time(Summary.text(back.since)))
                                .flatMap(since -> of.checked()
                                        .map(ReleaseSpec::safety)
                                        .map(safety -> since.plus(safety.rollbackWindow())))));
    }

    private static ConditionView condition(Condition condition) {
        return new ConditionView(
                Summary.text(condition.getType()).orElse(""),
                Summary.text(condition.getStatus()).orElse("Unknown"),
                Summary.text(condition.getReason()).orElse(""),
                Summary.text(condition.getMessage()).orElse(""),
                Summary.text(condition.getLastTransitionTime()));
    }

    private static PastView past(CanaryReleaseStatus.Past past) {
        return new PastView(
                Summary.text(past.id).orElse(""),
                Summary.text(past.from).orElse(""),
                Summary.text(past.to).orElse(""),
                Summary.text(past.outcome).orElse(""),
                Summary.text(past.reason).orElse(""),
                Summary.text(past.message).orElse(""),
                Summary.text(past.startedAt).orElse(""),
                Summary.text(past.endedAt).orElse(""),
                Optional.ofNullable(past.finalWeight).orElse(0));
    }

    private static List<WishView> wishes(Reading of) {
        return Arrays.stream(Ask.values())
                .flatMap(ask -> of.wishNow(ask).map(wish -> wish(ask, wish)).stream())
                .toList();
    }

    private static WishView wish(Ask ask, Wish wish) {
        return new WishView(ask.word(), wish.what(), wish.who(), wish.why(), wish.command());
    }
}
