package io.huidu.analyzer.prometheus;

import io.huidu.analyzer.counting.NativeHistogram;
import io.huidu.analyzer.counting.Sample;
import java.util.List;
import java.util.SortedMap;

/**
 * One series of an answer.
 *
 * @param labels sorted
 * @param samples its values that are numbers, oldest first
 * @param histograms its values that are native histograms, oldest first
 */
record LabelledSamples(SortedMap<String, String> labels, List<Sample> samples, List<NativeHistogram> histograms) {

    String label(String name) {
        return labels.getOrDefault(name, "");
    }
}
