package io.huidu.events;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One of the two versions, as metrics know it.
 *
 * @param name the version's name in the release, for example {@code v2}
 * @param workload the Deployment that runs it
 * @param service the Service in front of it
 * @param labels label matchers that select its series in place of the preset's own; empty for the preset's own
 */
public record Version(String name, String workload, String service, Map<String, String> labels) {

    public Version {
        Require.name("version.name", name);
        Require.name("version.workload", workload);
        Require.name("version.service", service);
        // Sorted, so that the same request has the same text in every process; see EventIds.
        labels = Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(labels)));
    }
}
