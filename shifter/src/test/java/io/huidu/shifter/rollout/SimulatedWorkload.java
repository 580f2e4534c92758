package io.huidu.shifter.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A Deployment that can vanish, lose its pods and get another build. */
final class SimulatedWorkload {

    private final String name;
    private int revision = 1;
    private int config = 1;
    private Instant readySince;
    boolean present = true;
    boolean ready = true;
    int pods = 2;
    private Optional<Workload.CapacityNote> capacity = Optional.empty();
    private String image = "registry/a:1.0.0";
    private Optional<String> imageTry = Optional.empty();

    SimulatedWorkload(String name, Instant readySince) {
        this.name = name;
        this.readySince = readySince;
    }

    void build() {
        revision++;
    }

    /** What its pods read gets other content. */
    void configure() {
        config++;
    }

    void change(WorkloadChange change) {
        switch (change) {
            case WorkloadChange.SetImage set -> {
                image = set.image();
                imageTry = Optional.of(set.attempt());
                revision++;
            }
            case WorkloadChange.AtLeast more -> {
                pods = Math.max(pods, more.pods());
                capacity = Optional.of(new Workload.CapacityNote(more.pods(), Integer.MAX_VALUE));
            }
            case WorkloadChange.Exactly number -> {
                pods = number.pods();
                capacity = Optional.of(new Workload.CapacityNote(number.pods(), Integer.MAX_VALUE));
            }
            case WorkloadChange.Free free -> capacity = Optional.empty();
            case WorkloadChange.Empty empty -> {
                pods = 0;
                capacity = Optional.of(new Workload.CapacityNote(0, Integer.MAX_VALUE));
            }
            case WorkloadChange.Restore restore -> throw new IllegalStateException("restored by a farewell alone");
        }
    }

    boolean isBuild(String other) {
        return other.equals(name + "-" + revision);
    }

    void setReady(boolean isReady, Instant now) {
        if (isReady && !ready) {
            readySince = now;
        }
        ready = isReady;
    }

    Workload seen() {
        return present
                ? new Workload.Present(
                        name,
                        new Workload.Pods(
                                pods,
                                ready ? pods : Math.max(0, pods - 1),
                                ready ? Optional.of(readySince) : Optional.empty(),
                                Optional.empty()),
                        new Workload.Template(
                                name + "-" + revision,
                                List.of(new Workload.Container("main", image)),
                                Set.of(new Reference(Reference.Kind.CONFIG_MAP, "a")),
                                new Config(Map.of("ConfigMap/a", "" + config))),
                        new Workload.Notes(imageTry, capacity))
                : new Workload.Absent(name);
    }
}
