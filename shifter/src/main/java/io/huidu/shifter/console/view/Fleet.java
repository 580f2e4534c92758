package io.huidu.shifter.console.view;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A page of the fleet. */
public record Fleet(
        List<Summary> items,
        int total,
        Optional<String> next,
        List<Namespace> namespaces,
        SortedMap<String, Long> phases) {

    /** How many releases there are in one. */
    public record Namespace(String name, long releases) {}
}
