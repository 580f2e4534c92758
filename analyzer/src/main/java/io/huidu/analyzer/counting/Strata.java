package io.huidu.analyzer.counting;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.verdict.Group;
import io.huidu.analyzer.verdict.VersionSample;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which strata are told apart: the {@value #MOST} of which the baseline had most requests before the release, and as
 * long as there is room the others in the order in which they turn up. All the rest are one more stratum, {@value
 * #OTHER}, within which another mix can look like a regression.
 *
 * <p>Depends on nothing but the samples and their order. Not safe for use by several threads.
 */
public final class Strata {

    static final int MOST = 50;
    static final String OTHER = "(other)";

    private final Set<String> known = new HashSet<>();

    /**
     * Strata by what is known before the release.
     *
     * @param before the baseline's past
     */
    public Strata(Collection<VersionSample> before) {
        learn(before.stream().flatMap(sample -> sample.strata().stream()));
    }

    /** The same requests in no more strata than are told apart. New ones of the baseline come first. */
    public CountedWindow bounded(CountedWindow counted) {
        learn(counted.baseline().strata().stream());
        learn(counted.canary().strata().stream());
        return new CountedWindow(
                counted.window(),
                counted.from(),
                bounded(counted.baseline()),
                bounded(counted.canary()),
                counted.state());
    }

    /** The same for one version. */
    public VersionSample bounded(VersionSample sample) {
        List<Group> apart = new ArrayList<>();
        List<Group> rest = new ArrayList<>();
        sample.strata().forEach(stratum -> (known.contains(stratum.name()) ? apart : rest).add(stratum));
        if (rest.isEmpty()) {
            return sample;
        }
        apart.add(together(rest));
        return sample.in(apart);
    }

    private void learn(Stream<Group> strata) {
        Map<String, Long> requests = new HashMap<>();
        strata.forEach(stratum -> requests.merge(stratum.name(), stratum.requests(), Long::sum));
        requests.keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted(Comparator.<String>comparingLong(requests::get)
                        .reversed()
                        .thenComparing(name -> name))
                .limit(MOST - known.size())
                .toList()
                .forEach(known::add);
    }

    private static Group together(List<Group> groups) {
        return new Group(
                OTHER,
                groups.stream().mapToLong(Group::requests).sum(),
                groups.stream().mapToLong(Group::errors).sum(),
                groups.stream().map(Group::latency).reduce(LatencyHistogram.empty(), LatencyHistogram::plus));
    }
}
