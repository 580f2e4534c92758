package io.huidu.analyzer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is to be expected of cases: a table with a head, of which the columns case_id, expect and design are read. */
record Manifest(Map<String, String> groups) {

    static final Manifest NONE = new Manifest(Map.of());

    Manifest {
        groups = Map.copyOf(groups);
    }

    /**
     * Reads a table of comma-separated values, which may be quoted.
     *
     * @throws IOException when it can't be read, or isn't one; the message says where
     */
    static Manifest read(List<Path> files) throws IOException {
        Map<String, String> groups = new HashMap<>();
        for (Path file : files) {
            List<String> lines = Files.readAllLines(file);
            List<String> head = lines.isEmpty() ? List.of() : cells(lines.getFirst());
            int id = column(file, head, "case_id");
            int expect = column(file, head, "expect");
            int design = column(file, head, "design");
            for (int i = 1; i < lines.size(); i++) {
                List<String> cells = cells(lines.get(i));
                if (cells.size() != head.size()) {
                    throw new IOException("%s:%d: got %d columns, expected %d, as many as the head has"
                            .formatted(file, i + 1, cells.size(), head.size()));
                }
                groups.put(cells.get(id), cells.get(expect) + ", " + cells.get(design));
            }
        }
        return new Manifest(groups);
    }

    private static int column(Path file, List<String> head, String name) throws IOException {
        int column = head.indexOf(name);
        if (column < 0) {
            throw new IOException("%s:1: got the columns %s, expected %s among them".formatted(file, head, name));
        }
        return column;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                // A doubled quote within quotes closes and opens again, which leaves one of the two out.
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    /** What is expected of a case, and its design; empty for one that isn't in the table. */
    Optional<String> group(String name) {
        return Optional.ofNullable(groups.get(name));
    }
}
