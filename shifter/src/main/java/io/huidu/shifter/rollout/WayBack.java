package io.huidu.shifter.rollout;

import io.huidu.shifter.route.Routing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The way back from a release that got all traffic.
 *
 * @param run that release
 * @param revision of the workload of {@code run.from()} when it stopped to serve: another build never served
 * @param since when that was
 */
public record WayBack(Run run, String revision, Instant since) {

    private static final Stage ALL = new Stage(0, Routing.EVERYTHING);

    /** Whether it is open: within the window, and between the objects that the spec still names. */
    boolean isOpen(ReleaseSpec spec, Instant now) {
        return since.plus(spec.safety().rollbackWindow()).isAfter(now) && run.isOf(spec);
    }

    /** Whether a workload is what served before. */
    boolean leadsTo(Workload.Present workload) {
        return workload.revision().equals(revision);
    }

    /** The release, going back from all traffic. */
    Release taken(Ending why) {
        return new Release(
                run,
                Stage.NONE,
                why.at(),
                Requests.ofStep(run, 0, ""),
                ALL,
                List.of(),
                why.at(),
                Optional.empty(),
                Optional.of(why));
    }
}
