package io.huidu.e2e.bench.statistics;

import io.huidu.e2e.bench.statistics.policy.Contender.Kind;
import io.huidu.e2e.bench.statistics.simulation.Scenario;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The requests that are harmed until Huidu rolls back, against those of the best peer that rolls back at most 5 % of the
 * healthy releases in the same environment, and most of the regressed ones; medians of each.
 */
record Comparison(List<Result> results) {

    private static final double HALF = 0.5;

    /** A regressed scenario: Huidu, and the best peer with its own threshold and with the best one, if there is one. */
    record Row(Result huidu, Optional<Result> peer, Optional<Result> tuned) {

        OptionalDouble toPeer() {
            return ratio(peer);
        }

        OptionalDouble toTuned() {
            return ratio(tuned);
        }

        private OptionalDouble ratio(Optional<Result> other) {
            return other.map(o -> OptionalDouble.of(
                            huidu.harmed().value() / o.harmed().value()))
                    .orElse(OptionalDouble.empty());
        }
    }

    List<Row> rows() {
        return results.stream()
                .filter(r -> r.contender().kind() == Kind.HUIDU && !r.scenario().isHealthy())
                .map(r -> new Row(r, best(r.scenario(), Kind.PEER), best(r.scenario(), Kind.TUNED_PEER)))
                .toList();
    }

    private Optional<Result> best(Scenario scenario, Kind kind) {
        return results.stream()
                .filter(r -> r.scenario().equals(scenario) && r.contender().kind() == kind)
                .filter(r -> r.falseRollbacks().value() <= Hindsight.MOST_FALSE_ROLLBACKS)
                .filter(r -> Double.isFinite(r.secondsToRollback().value()))
                .min(Comparator.comparingDouble(r -> r.harmed().value()));
    }

    List<Figure> figures() {
        List<Row> rows = rows();
        return Stream.of(
                        figure("as published", rows.stream().map(Row::toPeer).toList()),
                        figure(
                                "with the best threshold in hindsight",
                                rows.stream().map(Row::toTuned).toList()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Empty where there was no peer. */
    private static Optional<Figure> figure(String which, List<OptionalDouble> ratios) {
        double[] known = ratios.stream().flatMapToDouble(OptionalDouble::stream).toArray();
        long met = Arrays.stream(known).filter(r -> r <= HALF).count();
        Figure figure = new Figure(
                "requests harmed, of those with the best peer " + which,
                "at most half in %d of %d scenarios".formatted(met, known.length),
                "all",
                met == known.length);
        return known.length == 0 ? Optional.empty() : Optional.of(figure);
    }

    String table() {
        return """
                | scenario | Huidu | best peer as published | ratio | best peer tuned | ratio |
                |---|---|---|---|---|---|
                %s""".formatted(rows().stream().map(Comparison::line).collect(Collectors.joining()));
    }

    private static String line(Row row) {
        return "| %s | %,.0f | %s | %s | %s | %s |%n"
                .formatted(
                        row.huidu.scenario().name(),
                        row.huidu.harmed().value(),
                        row.peer.map(Comparison::harmed).orElse("none"),
                        times(row.toPeer()),
                        row.tuned.map(Comparison::harmed).orElse("none"),
                        times(row.toTuned()));
    }

    private static String harmed(Result result) {
        return "%,.0f, %s".formatted(result.harmed().value(), result.who());
    }

    private static String times(OptionalDouble ratio) {
        return ratio.isEmpty()
                ? "–"
                : (ratio.getAsDouble() <= HALF ? "%.2f" : "**%.2f**").formatted(ratio.getAsDouble());
    }
}
