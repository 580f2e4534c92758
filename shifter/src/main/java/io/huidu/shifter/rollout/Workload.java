package io.huidu.shifter.rollout;

import io.huidu.events.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A Deployment as it was seen. */
public sealed interface Workload {

    /** There is none of that name. */
    record Absent(String name) implements Workload {}

    /**
     * It is there.
     *
     * @param notes what this or another shifter wrote on it to remember
     */
    record Present(String name, Pods pods, Template template, Notes notes) implements Workload {

        String revision() {
            return template.revision();
        }

        Config config() {
            return template.config();
        }

        /** The same, with what its pods read. */
        public Present reading(Config config) {
            return new Present(
                    name,
                    pods,
                    new Template(template.revision(), template.containers(), template.reads(), config),
                    notes);
        }

        boolean isReady() {
            return pods.wanted() > 0 && pods.ready() >= pods.wanted();
        }
    }

    /**
     * Its pods.
     *
     * @param wanted replicas asked for
     * @param ready replicas of the current pod template that are ready
     * @param readySince since when the newest ready pod has been ready; empty without one
     * @param trouble what keeps it from being ready; empty when nothing does, or nobody knows
     */
    record Pods(int wanted, int ready, Optional<Instant> readySince, Optional<Trouble> trouble) {}

    /**
     * What keeps pods from being ready.
     *
     * @param message in the words of whoever met with it: the container, the scheduler, the API server
     */
    record Trouble(Reason reason, String message) {}

    /**
     * Its pod template.
     *
     * @param revision a hash of it: another build, another revision
     * @param containers in their order, without init containers; empty when they can't be told
     * @param reads what its pods read besides
     * @param config what is in that, as far as it was looked at
     */
    record Template(String revision, List<Container> containers, Set<Reference> reads, Config config) {
        public Template {
            containers = List.copyOf(containers);
            reads = Set.copyOf(reads);
        }

        /** One whose pods read nothing else, or nothing that was looked at. */
        public Template(String revision, List<Container> containers) {
            this(revision, containers, Set.of(), Config.NONE);
        }
    }

    /** A container and the image that it is to run. */
    record Container(String name, String image) {}

    /**
     * What was written on it to remember.
     *
     * @param imageTry the {@link WorkloadChange.SetImage#attempt()} of the last image that was put there
     * @param capacity what was last done about its pods; empty when nothing was
     */
    record Notes(Optional<String> imageTry, Optional<CapacityNote> capacity) {
        public static final Notes NONE = new Notes(Optional.empty(), Optional.empty());

        /** Of a Deployment that can't be read: whatever there is to do was done, and waits until it can be read. */
        public static final Notes UNKNOWN =
                new Notes(Optional.empty(), Optional.of(new CapacityNote(Integer.MAX_VALUE, Integer.MAX_VALUE)));
    }

    /**
     * What was done about the number of pods.
     *
     * @param floor how many were asked for at least; 0 when all were taken away
     * @param most how many the autoscaler allows; without one, as many as there can be
     */
    record CapacityNote(int floor, int most) {}
}
