package io.huidu.e2e.bench.statistics;

import io.huidu.e2e.bench.statistics.simulation.Scenario;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Results as tables in Markdown: one for each scenario, a row for each policy. */
final class MarkdownTables {

    private static final String HEALTHY = """
            | policy | false rollbacks | time to promote | undecided |
            |---|---|---|---|
            """;
    private static final String REGRESSED = """
            | policy | missed | time to rollback | requests harmed | false rollbacks | undecided |
            |---|---|---|---|---|---|
            """;

    private final Map<Scenario, List<Result>> results;

    MarkdownTables(List<Result> results) {
        this.results = results.stream()
                .collect(Collectors.groupingBy(Result::scenario, LinkedHashMap::new, Collectors.toList()));
    }

    String text() {
        StringBuilder text = new StringBuilder();
        results.forEach((scenario, rows) -> text.append("### %s%n".formatted(scenario.name()))
                .append(scenario.isHealthy() ? HEALTHY : REGRESSED)
                .append(rows.stream()
                        .map(row -> scenario.isHealthy() ? healthy(row) : regressed(row))
                        .collect(Collectors.joining()))
                .append('\n'));
        return text.toString();
    }

    private static String healthy(Result result) {
        return "| %s | %s | %s | %s |%n"
                .formatted(
                        result.policy(),
                        percent(result.falseRollbacks()),
                        time(result.secondsToPromotion()),
                        percent(result.undecided()));
    }

    private static String regressed(Result result) {
        return "| %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                        result.policy(),
                        percent(result.missed()),
                        time(result.secondsToRollback()),
                        range("%,.0f", result.harmed()),
                        percent(result.falseRollbacks()),
                        percent(result.undecided()));
    }

    private static String percent(Share share) {
        return "%.1f %% (%.1f–%.1f)".formatted(100 * share.value(), 100 * share.lower(), 100 * share.upper());
    }

    private static String time(Median seconds) {
        return range("%.0f s", seconds);
    }

    private static String range(String format, Median median) {
        return "%s (%s–%s)"
                .formatted(
                        number(format, median.value()), number(format, median.lower()), number(format, median.upper()));
    }

    private static String number(String format, double x) {
        return Double.isInfinite(x) ? "never" : format.formatted(x);
    }
}
