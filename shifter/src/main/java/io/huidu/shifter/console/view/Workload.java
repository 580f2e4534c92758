package io.huidu.shifter.console.view;

import java.util.List;
import java.util.Optional;

/** The Deployment of a version. */
public record Workload(
        String version,
        String deployment,
        boolean exists,
        Optional<Integer> replicas,
        Optional<Integer> ready,
        Optional<Integer> available,
        Optional<Integer> updated,
        List<String> images) {

    /** One that isn't there. */
    public static Workload absent(String version, String deployment) {
        return new Workload(
                version,
                deployment,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
