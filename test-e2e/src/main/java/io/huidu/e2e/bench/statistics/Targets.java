package io.huidu.e2e.bench.statistics;

import io.huidu.e2e.bench.statistics.policy.Contender;
import io.huidu.e2e.bench.statistics.policy.Contender.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The figures that Huidu is to reach, each as far as what it needs was played. */
record Targets(List<Result> results) {

    static final List<String> ONE_PERCENT = List.of(
            "independent",
            "shared shocks",
            "gamma shocks",
            "bursts",
            "diurnal",
            "1 per second",
            "rising from 1 to 50 %",
            "both degrade");
    static final List<String> TWO_PERCENT =
            List.of("AR(1) per pod", "AR(1) per version", "bad pod of v1", "bad pod of v2");
    private static final List<String> TEN_TIMES = List.of("ten times, 5 %", "ten times, 20 %", "ten times, 50 %");
    private static final double LEAST_INTERVALS = 10;

    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        ONE_PERCENT.forEach(
                name -> huidu(name).map(r -> falseRollbacks(r, 0.01)).ifPresent(figures::add));
        TWO_PERCENT.forEach(
                name -> huidu(name).map(r -> falseRollbacks(r, 0.02)).ifPresent(figures::add));
        of(Kind.HUIDU).flatMap(r -> toBound(r, 2.5).stream()).forEach(figures::add);
        of(Kind.HUIDU_WITHOUT_REPAIRS).flatMap(r -> toBound(r, 1.5).stream()).forEach(figures::add);
        TEN_TIMES.forEach(
                name -> huidu(name + ": errors x10").map(Targets::tenTimes).ifPresent(figures::add));
        figures.addAll(new Comparison(results).figures());
        promotion().ifPresent(figures::add);
        return figures;
    }

    private Stream<Result> of(Kind kind) {
        return results.stream().filter(result -> result.contender().kind() == kind);
    }

    private Optional<Result> huidu(String scenario) {
        return of(Kind.HUIDU)
                .filter(result -> result.scenario().name().equals(scenario))
                .findFirst();
    }

    private static Figure falseRollbacks(Result result, double most) {
        Share share = result.falseRollbacks();
        return new Figure(
                "false rollbacks: " + result.scenario().name(),
                MarkdownTables.percent(share),
                "≤ %.0f %%".formatted(100 * most),
                share.value() <= most);
    }

    private static Optional<Figure> toBound(Result result, double most) {
        return timesBound(result).stream()
                .mapToObj(times -> new Figure(
                        "requests to detection over Wald's bound, %s: %s"
                                .formatted(
                                        result.contender().name(),
                                        result.scenario().name()),
                        "%.2f".formatted(times),
                        "≤ %.1f".formatted(most),
                        times <= most))
                .findFirst();
    }

    /** Where ten intervals or more are needed. */
    static OptionalDouble timesBound(Result result) {
        return WaldBound.of(result.scenario()).stream()
                .filter(bound -> bound.intervals() >= LEAST_INTERVALS)
                .mapToDouble(bound -> result.meanRequests() / bound.requests())
                .findFirst();
    }

    private static Figure tenTimes(Result result) {
        double intervals = result.secondsToRollback().value() / 10;
        return new Figure(
                "intervals to rollback, 50 bad requests in each: "
                        + result.scenario().name(),
                "%.0f".formatted(intervals),
                "≤ 4",
                intervals <= 4);
    }

    private Optional<Figure> promotion() {
        Optional<Result> tutorial = results.stream()
                .filter(r -> r.contender().kind() == Kind.PEER)
                .filter(r -> r.contender().name().equals(Contender.FLAGGER_TUTORIAL))
                .filter(r -> r.scenario().name().equals("release, 0.1 % errors"))
                .findFirst();
        return huidu("release, 0.1 % errors")
                .flatMap(ours -> tutorial.map(theirs -> {
                    double mine = ours.secondsToPromotion().value();
                    double most = theirs.secondsToPromotion().value();
                    return new Figure(
                            "time to promote through 5, 25, 50, 100 at 200 requests/s and 0.1 % errors",
                            "%.0f s".formatted(mine),
                            "≤ %.0f s, %s".formatted(most, theirs.contender().name()),
                            mine <= most);
                }));
    }
}
