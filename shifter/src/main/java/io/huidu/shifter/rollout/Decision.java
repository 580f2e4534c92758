package io.huidu.shifter.rollout;

import io.huidu.events.Reason;
import io.huidu.shifter.route.Routing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a situation leads to: a {@link Plan} without what follows from it for all situations alike. */
record Decision(
        Memory memory,
        Optional<Routing> route,
        Phase phase,
        Reason reason,
        String message,
        List<Announcement> announcements,
        List<WorkloadChange> workloads) {

    static Decision of(Memory memory, Phase phase, Reason reason, String message) {
        return new Decision(memory, Optional.empty(), phase, reason, message, List.of(), List.of());
    }

    Decision routing(Routing routing) {
        return new Decision(memory, Optional.of(routing), phase, reason, message, announcements, workloads);
    }

    Decision telling(Announcement announcement) {
        List<Announcement> more = new ArrayList<>(announcements);
        more.add(announcement);
        return new Decision(memory, route, phase, reason, message, more, workloads);
    }

    Decision changing(List<WorkloadChange> changes) {
        List<WorkloadChange> more = new ArrayList<>(workloads);
        more.addAll(changes);
        return new Decision(memory, route, phase, reason, message, announcements, more);
    }
}
