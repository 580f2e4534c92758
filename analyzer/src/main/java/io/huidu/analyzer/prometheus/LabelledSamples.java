package io.huidu.analyzer.prometheus;

import io.huidu.analyzer.counting.NativeHistogram;
import io.huidu.analyzer.counting.Sample;
import java.util.ArrayList;
import java.util.List;

/**
 * One series of an answer.
 *
 * @param labels each name once, in any order
 * @param samples its values that are numbers, oldest first
 * @param histograms its values that are native histograms, oldest first
 */
record LabelledSamples(List<Label> labels, List<Sample> samples, List<NativeHistogram> histograms) {

    /** A label's value; empty where it isn't there, as Prometheus has it. */
    String label(String name) {
        for (Label label : labels) {
            if (label.name().equals(name)) {
                return label.value();
            }
        }
        return "";
    }

    /** The same with some of its labels alone. */
    LabelledSamples only(List<String> names) {
        List<Label> some = new ArrayList<>(names.size());
        for (Label label : labels) {
            if (names.contains(label.name())) {
                some.add(label);
            }
        }
        return new LabelledSamples(some, samples, histograms);
    }
}
