package io.huidu.shifter.rollout;

import io.huidu.shifter.route.Routing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done now, in this order: write the route, write the status, and when that was accepted, tell what it
 * holds as untold, send the analysis and change the workloads. A route that can't be written keeps nothing of the rest from
 * being done; a status that can't be written keeps the rest back.
 *
 * @param route what the canary of {@link Resource#scope()} is to receive; empty to leave the route alone
 * @param status equal to the one read when nothing changed, and then not to be written
 * @param announcements the changes that this plan makes; they are the last of {@link Status#untold()}
 * @param analysis what the analyzer is to be doing
 * @param workloads what to change in Deployments; nothing waits for it in this plan
 * @param again when to look again at the latest; zero: at once
 */
public record Plan(
        Optional<Routing> route,
        Status status,
        List<Announcement> announcements,
        AnalysisWanted analysis,
        List<WorkloadChange> workloads,
        Duration again) {

    public Plan {
        announcements = List.copyOf(announcements);
        workloads = List.copyOf(workloads);
    }
}
