package io.huidu.e2e.bench.statistics;

import io.huidu.e2e.bench.statistics.simulation.Scenario;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Results as tables in Markdown: one for each scenario, a row for each contender. */
record MarkdownTables(List<Result> results) {

    private static final String HEALTHY = """
            | policy | false rollbacks |
            |---|---|
            """;
    private static final String RELEASED = """
            | policy | false rollbacks | time to promote | undecided |
            |---|---|---|---|
            """;
    private static final String REGRESSED = """
            | policy | false rollbacks | missed | time to rollback | requests harmed | undecided |
            |---|---|---|---|---|---|
            """;

    String text() {
        Map<Scenario, List<Result>> byScenario = results.stream()
                .collect(Collectors.groupingBy(Result::scenario, LinkedHashMap::new, Collectors.toList()));
        return byScenario.entrySet().stream()
                .map(one -> table(one.getKey(), one.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String table(Scenario scenario, List<Result> rows) {
        Table table = tableOf(scenario);
        return "### %s%n%s%s"
                .formatted(
                        scenario.name(),
                        table.head,
                        rows.stream().map(row -> table.row(row)).collect(Collectors.joining()));
    }

    private static Table tableOf(Scenario scenario) {
        if (!scenario.isHealthy()) {
            return Table.OF_REGRESSED;
        }
        return scenario.environment().isRelease() ? Table.OF_RELEASED : Table.OF_HEALTHY;
    }

    private enum Table {
        /** The clock sets the weights, so there is nothing to promote. */
        OF_HEALTHY(HEALTHY) {
            @Override
            String row(Result result) {
                return cells(result.who(), percent(result.falseRollbacks()));
            }
        },
        OF_RELEASED(RELEASED) {
            @Override
            String row(Result result) {
                return cells(
                        result.who(),
                        percent(result.falseRollbacks()),
                        range("%.0f s", result.secondsToPromotion()),
                        percent(result.undecided()));
            }
        },
        OF_REGRESSED(REGRESSED) {
            @Override
            String row(Result result) {
                return cells(
                        result.who(),
                        percent(result.falseRollbacks()),
                        percent(result.missed()),
                        range("%.0f s", result.secondsToRollback()),
                        range("%,.0f", result.harmed()),
                        percent(result.undecided()));
            }
        };

        private final String head;

        Table(String head) {
            this.head = head;
        }

        abstract String row(Result result);
    }

    private static String cells(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    static String percent(Share share) {
        return "%.1f %% (%.1f–%.1f)".formatted(100 * share.value(), 100 * share.lower(), 100 * share.upper());
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
