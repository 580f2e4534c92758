package io.huidu.shifter.console.access;

import java.util.List;
import java.util.Map;

/** Who asks, as Kubernetes knows him. */
public record Viewer(String name, String uid, List<String> groups, Map<String, List<String>> extra) {

    /** Whoever uses a demo on a loopback address. */
    public static final Viewer DEMO = new Viewer("demo", "", List.of(), Map.of());

    public Viewer {
        groups = List.copyOf(groups);
        extra = Map.copyOf(extra);
    }
}
