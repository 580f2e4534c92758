package io.huidu.shifter.rollout;

import java.time.Instant;
import java.util.Optional;

/** A Deployment that can vanish, lose its pods and get another build. */
final class SimulatedWorkload {

    private final String name;
    private int revision = 1;
    private Instant readySince;
    boolean present = true;
    boolean ready = true;

    SimulatedWorkload(String name, Instant readySince) {
        this.name = name;
        this.readySince = readySince;
    }

    void build() {
        revision++;
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
                        2,
                        ready ? 2 : 1,
                        name + "-" + revision,
                        ready ? Optional.of(readySince) : Optional.empty(),
                        Optional.empty())
                : new Workload.Absent(name);
    }
}
