package io.huidu.analyzer.counting;

import io.huidu.analyzer.verdict.Group;
import io.huidu.analyzer.verdict.VersionSample;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one version did in one window, while it is being added up: all of it, and by part. */
final class VersionTally {

    /**
     * More pods than that are put together by the hash of their names, in as many groups. The counts of a group vary as
     * much more than independent requests as those of a pod do, so that nothing is lost but memory.
     */
    static final int MOST_PODS = 64;

    private final Tally all = new Tally();
    private final SortedMap<String, Tally> pods = new TreeMap<>();
    private final SortedMap<String, Tally> strata = new TreeMap<>();

    void add(Series series, double increase) {
        all.add(series.meaning(), increase);
        series.part().pod().ifPresent(pod -> of(pod, pods).add(series.meaning(), increase));
        series.part().stratum().ifPresent(name -> of(name, strata).add(series.meaning(), increase));
    }

    void add(VersionTally other) {
        all.add(other.all);
        addEach(other.pods, pods);
        addEach(other.strata, strata);
    }

    boolean isSilent() {
        return all.isSilent();
    }

    boolean isExact() {
        return all.isExact();
    }

    VersionSample sample() {
        return new VersionSample(all.requests(), all.failed(), all.latency(), groups(bounded(pods)), groups(strata));
    }

    private static Tally of(String name, SortedMap<String, Tally> tallies) {
        return tallies.computeIfAbsent(name, n -> new Tally());
    }

    private static void addEach(Map<String, Tally> from, SortedMap<String, Tally> to) {
        from.forEach((name, tally) -> of(name, to).add(tally));
    }

    private static SortedMap<String, Tally> bounded(SortedMap<String, Tally> pods) {
        if (pods.size() <= MOST_PODS) {
            return pods;
        }
        SortedMap<String, Tally> merged = new TreeMap<>();
        pods.forEach((pod, tally) ->
                of("pods " + Math.floorMod(pod.hashCode(), MOST_PODS), merged).add(tally));
        return merged;
    }

    private static List<Group> groups(SortedMap<String, Tally> tallies) {
        return tallies.entrySet().stream()
                .map(e -> new Group(
                        e.getKey(),
                        e.getValue().requests(),
                        e.getValue().failed(),
                        e.getValue().latency()))
                .filter(group -> group.requests() > 0)
                .toList();
    }
}
