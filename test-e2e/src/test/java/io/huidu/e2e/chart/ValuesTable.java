package io.huidu.e2e.chart;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of a chart's README, made from the comments {@code # --} above the values. */
final class ValuesTable {

    private static final Pattern VALUE = Pattern.compile("(?<indent> *)(?<key>[A-Za-z]+):(?: (?<value>.*))?");
    private static final Pattern MEANING = Pattern.compile(" *# -- (?<meaning>.*)");

    /** A value, and what it means where its comment says so. */
    record Row(String path, String value, Optional<String> meaning) {}

    private ValuesTable() {}

    static String of(String values) {
        return rows(values).stream()
                .filter(row -> row.meaning().isPresent())
                .map(row -> "| `%s` | %s | %s |"
                        .formatted(row.path(), code(row.value()), row.meaning().orElseThrow()))
                .collect(Collectors.joining("\n", "| value | default | meaning |\n|---|---|---|\n", "\n"));
    }

    /** Every key, in its order; a key below one that has a meaning belongs to that one's value. */
    static List<Row> rows(String values) {
        List<Row> rows = new ArrayList<>();
        Deque<String> path = new ArrayDeque<>();
        Optional<String> meaning = Optional.empty();
        int within = Integer.MAX_VALUE;
        for (String line : values.lines().toList()) {
            Matcher comment = MEANING.matcher(line);
            Matcher value = VALUE.matcher(line);
            if (comment.matches()) {
                meaning = Optional.of(comment.group("meaning"));
            } else if (value.matches()) {
                int depth = value.group("indent").length() / 2;
                if (depth > within) {
                    Row whole = rows.removeLast();
                    rows.add(new Row(whole.path(), (whole.value() + " " + line.strip()).strip(), whole.meaning()));
                    continue;
                }
                while (path.size() > depth) {
                    path.removeLast();
                }
                path.addLast(value.group("key"));
                rows.add(new Row(
                        String.join(".", path),
                        Optional.ofNullable(value.group("value")).orElse(""),
                        meaning));
                within = meaning.isPresent() ? depth : Integer.MAX_VALUE;
                meaning = Optional.empty();
            }
        }
        return rows;
    }

    /** Keys that are neither explained nor hold others that are. */
    static List<String> unexplained(String values) {
        List<Row> rows = rows(values);
        return rows.stream()
                .filter(row -> row.meaning().isEmpty())
                .map(Row::path)
                .filter(path -> rows.stream().noneMatch(other -> other.path().startsWith(path + ".")))
                .toList();
    }

    private static String code(String value) {
        return Stream.of(value)
                .filter(text -> !text.isEmpty())
                .map("`%s`"::formatted)
                .findFirst()
                .orElse("");
    }
}
