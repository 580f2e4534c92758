package io.huidu.analyzer.prometheus;

import io.huidu.analyzer.counting.Sample;
import java.util.List;
import java.util.SortedMap;

/** One series of an answer: its labels, sorted, and its samples, oldest first. */
record LabelledSamples(SortedMap<String, String> labels, List<Sample> samples) {

    String label(String name) {
        return labels.getOrDefault(name, "");
    }

    /** The series' name, the same in every answer. */
    String id() {
        return labels.toString();
    }
}
