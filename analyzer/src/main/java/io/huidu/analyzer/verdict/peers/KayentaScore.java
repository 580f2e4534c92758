package io.huidu.analyzer.verdict.peers;

import io.huidu.analyzer.verdict.peers.KayentaMetric.Classified;
import io.huidu.analyzer.verdict.peers.KayentaMetric.Label;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How Kayenta makes one number of its metrics' labels: in each group the share that passed, and of the groups the weighted
 * mean. It is 0 where a critical metric failed, or where half of the metrics or more have no data.
 *
 * <p>Source: {@code WeightedSumScorer} of Kayenta, {@code a69573b} (2025-04).
 *
 * @param value 0 to 100, to two decimals
 * @param groups each group's own, 0 to 100; a group in which nothing counts has 100
 */
public record KayentaScore(double value, SortedMap<String, Double> groups) {

    /**
     * A metric with its label.
     *
     * @param groups one or more
     */
    public record Member(Set<String> groups, Classified classified, Scoring scoring) {

        public Member {
            groups = Set.copyOf(groups);
        }
    }

    public enum Scoring {
        COUNTED,
        /** Looked at only. */
        MUTED
    }

    /**
     * The score of some metrics.
     *
     * @param weights percent per group; groups that aren't named share what is left to 100
     */
    public static KayentaScore of(List<Member> metrics, Map<String, Double> weights) {
        List<Member> counted =
                metrics.stream().filter(m -> m.scoring() == Scoring.COUNTED).toList();
        SortedMap<String, Double> groups = new TreeMap<>();
        for (String group : names(counted)) {
            groups.put(group, ofGroup(counted, group));
        }
        return new KayentaScore(isLost(counted) ? 0 : weighted(groups, weights), groups);
    }

    private static SortedSet<String> names(List<Member> metrics) {
        return metrics.stream().flatMap(m -> m.groups().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static double ofGroup(List<Member> metrics, String group) {
        List<Label> labels = metrics.stream()
                .filter(m -> m.groups().contains(group))
                .map(m -> m.classified().label())
                .filter(l -> l != Label.NODATA && l != Label.ERROR)
                .toList();
        long passed = labels.stream().filter(l -> l == Label.PASS).count();
        return labels.isEmpty() ? 100 : 100.0 * passed / labels.size();
    }

    private static boolean isLost(List<Member> metrics) {
        long silent = metrics.stream()
                .filter(m -> m.classified().label() == Label.NODATA)
                .count();
        boolean critical = metrics.stream()
                .anyMatch(m -> m.classified().critical() && m.classified().label() != Label.PASS);
        return critical || 2 * silent >= metrics.size();
    }

    private static double weighted(SortedMap<String, Double> groups, Map<String, Double> weights) {
        double named =
                weights.values().stream().mapToDouble(Double::doubleValue).sum();
        long others =
                groups.keySet().stream().filter(g -> !weights.containsKey(g)).count();
        double sum = 0;
        for (Map.Entry<String, Double> group : groups.entrySet()) {
            sum += group.getValue() * weights.getOrDefault(group.getKey(), (100 - named) / others) / 100;
        }
        return Math.round(sum * 100) / 100.0;
    }
}
