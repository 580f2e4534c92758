package io.huidu.analyzer.cli;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How outcomes fall on labels, and on what a manifest expects. */
final class Summary {

    private static final String UNLABELLED = "(no label)";

    private final Manifest manifest;
    private final Map<String, Row> rows = new TreeMap<>();

    Summary(Manifest manifest) {
        this.manifest = manifest;
    }

    void add(Outcome outcome) {
        String label = outcome.label().orElse(UNLABELLED);
        rows.merge("label " + label, Row.of(outcome), Row::plus);
        manifest.group(outcome.name()).ifPresent(group -> rows.merge(group, Row.of(outcome), Row::plus));
    }

    private record Row(long rollback, long promote, long inconclusive) {

        static Row of(Outcome outcome) {
            return switch (outcome.ending()) {
                case ROLLBACK -> new Row(1, 0, 0);
                case PROMOTE -> new Row(0, 1, 0);
                case INCONCLUSIVE -> new Row(0, 0, 1);
            };
        }

        Row plus(Row other) {
            return new Row(rollback + other.rollback, promote + other.promote, inconclusive + other.inconclusive);
        }

        Proportion alarms() {
            return new Proportion(rollback, rollback + promote + inconclusive);
        }
    }

    /** A table: alarms, cases, the rate of alarms with its exact 95 % confidence interval, and the rest. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%-44s %7s %7s %8s %17s %9s %13s%n",
                "group",
                "alarms",
                "cases",
                "rate %",
                "95 % interval",
                "promoted",
                "inconclusive"));
        rows.forEach((group, row) -> table.append(String.format(
                Locale.ROOT,
                "%-44s %7d %7d %8.2f %8.2f–%8.2f %9d %13d%n",
                group,
                row.rollback,
                row.alarms().all(),
                100 * row.alarms().rate(),
                100 * row.alarms().lower(),
                100 * row.alarms().upper(),
                row.promote,
                row.inconclusive)));
        return table.toString();
    }
}
