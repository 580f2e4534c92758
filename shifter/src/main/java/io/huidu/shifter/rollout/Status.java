package io.huidu.shifter.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The status of a resource.
 *
 * @param memory what decisions rest on
 * @param face what is only shown; empty before the first decision
 * @param untold the announcements that nobody is known to have received, oldest first. They are written together with
 *     the change that they tell of, so that none is lost with the process that made it
 */
public record Status(Memory memory, Optional<Face> face, List<Announcement> untold) {

    /** Of a resource that was never looked at. */
    public static final Status NONE = new Status(Memory.NONE, Optional.empty(), List.of());

    /** Some kilobytes each, in an object of which etcd takes a megabyte and a half. */
    static final int MOST_UNTOLD = 64;

    public Status {
        untold = List.copyOf(untold);
    }

    /** The same without those that have arrived. */
    Status told(Set<String> arrived) {
        return new Status(
                memory,
                face,
                untold.stream().filter(told -> !arrived.contains(told.id())).toList());
    }

    /** With more to tell. When that is too much, the oldest that doesn't tell of an end is left out. */
    static Status of(Memory memory, Face face, List<Announcement> untold, List<Announcement> more) {
        List<Announcement> all = new ArrayList<>(untold);
        all.addAll(more);
        while (all.size() > MOST_UNTOLD) {
            all.remove(all.stream().filter(told -> !told.isEnd()).findFirst().orElse(all.getFirst()));
        }
        return new Status(memory, Optional.of(face), all);
    }
}
