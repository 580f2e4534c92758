package io.huidu.shifter.rollout;

import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.Routing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Owns every transition of a release. What is the case is read by {@link IdleReading}, {@link RunningReading},
 * {@link ByHand} and {@link EvidenceReading}; what is done about it stands in {@link IdleMoves}, {@link RunningMoves} and
 * {@link BackMoves}.
 *
 * <p>With {@code spec.image}, {@link DesiredByImage} tells which version is the desired one.
 *
 * <p>Words: a step gives a routing: a weight, matches and a mirror; where users are kept, the cookie of the release is
 * part of what the route has to show. <em>Reached</em> is the last that was observed as asked (nothing before the first); <em>asked</em> is another while a step is recorded and not observed yet;
 * <em>its verdict</em> is one with exactly the request's id, on data later than the step's beginning and than the time
 * since which this process has been listening. In each block the first row that fits is the case.
 *
 * <table>
 * <caption>Without a release</caption>
 * <tr><th>what is the case</th><th>route now</th><th>status</th></tr>
 * <tr><td>the spec is invalid</td><td></td><td>Invalid, with all problems</td></tr>
 * <tr><td>within the rollback window the version that served before is desired again, or somebody asks to roll the
 *     promoted release back, and its build is the one that served: one of its pods is ready</td><td>all</td>
 *     <td>that release goes back: RollingBack. It is a fall of the version that was promoted, as from a release that runs:
 *     no verdict, no step, and no pause or freeze holds it</td></tr>
 * <tr><td>the same, and none of its pods is ready</td><td></td><td>Waiting; it is given pods</td></tr>
 * <tr><td>the route is missing or unclear, or contested and the version that doesn't serve has no traffic</td><td></td>
 *     <td>Waiting</td></tr>
 * <tr><td>not known which version serves: the one with all traffic</td><td></td><td>serving is learned</td></tr>
 * <tr><td>not known, and neither has all traffic</td><td></td><td>Waiting for a person</td></tr>
 * <tr><td>the version that doesn't serve has traffic, not paused</td><td>0, if the other's pods are ready</td>
 *     <td>Waiting</td></tr>
 * <tr><td>{@code spec.image} may not be released, can't be put on the idle version, or was taken away from it again</td>
 *     <td></td><td>Waiting</td></tr>
 * <tr><td>{@code spec.image} is run by neither version, not paused</td><td></td>
 *     <td>Waiting; the idle version's Deployment is given the image</td></tr>
 * <tr><td>the desired version serves</td><td></td><td>Serving; the latch opens</td></tr>
 * <tr><td>the desired version is latched</td><td></td><td>RolledBack</td></tr>
 * <tr><td>paused or frozen, by a person or in a freeze window</td><td></td><td>Paused</td></tr>
 * <tr><td>a Deployment is missing, or the desired one's pods aren't ready</td><td></td><td>Waiting</td></tr>
 * <tr><td>the desired one has fewer replicas than the first step needs or, where they make the share, more than it
 *     allows</td><td></td><td>Waiting; it is given them</td></tr>
 * <tr><td>else</td><td></td><td>a release starts: Progressing, asked = the first step</td></tr>
 * </table>
 *
 * <table>
 * <caption>With a release that runs</caption>
 * <tr><td>a rollback verdict on this release, in whatever step</td><td>0</td><td>it ends: RolledBack</td></tr>
 * <tr><td>somebody asks to roll this release back</td><td>nothing</td><td>it ends: RolledBack</td></tr>
 * <tr><td>desired is another version, its Deployments, Services or route are others, or its pod template or what its pods
 *     read changed</td>
 *     <td>0</td><td>it ends: aborted</td></tr>
 * <tr><td>the route shows more than reached, and not what is asked</td><td>what is in both</td><td>held</td></tr>
 * <tr><td>the spec is invalid</td><td></td><td>held; ends after the default progress deadline</td></tr>
 * <tr><td>the route shows what is asked, that is all, and the pods are ready</td><td></td>
 *     <td>Serving; the rollback window opens</td></tr>
 * <tr><td>the route shows what is asked, less than all</td><td></td>
 *     <td>reached = asked: the step is entered, its request is made</td></tr>
 * <tr><td>somebody asks for a weight or a step that gives less than was reached, the route shows no less than that, and the
 *     old Deployment is there; the share doesn't follow the pods</td><td>that</td>
 *     <td>that is recorded as asked, with who and why</td></tr>
 * <tr><td>paused or frozen, by a person or in a freeze window</td><td></td><td>Paused; no deadline runs</td></tr>
 * <tr><td>the old Deployment is missing</td><td></td><td>held; no deadline, for going back would send all to nobody</td></tr>
 * <tr><td>the new one is missing or not ready; the route is missing or unclear</td><td></td>
 *     <td>held; ends after the progress deadline</td></tr>
 * <tr><td>the share follows the pods, and they give more than is asked</td><td></td>
 *     <td>held; ends after the progress deadline</td></tr>
 * <tr><td>the route shows less than reached</td><td>reached, once its verdict on later data isn't a rollback</td>
 *     <td>held; ends after the progress deadline</td></tr>
 * <tr><td>somebody set a weight, asks to promote this release, or to leave this step for the next or for another</td><td>asked, once it is that</td>
 *     <td>that is recorded as asked, with who and why; a weight that is there: Paused, no deadline runs</td></tr>
 * <tr><td>a weight is recorded, and the new one has fewer replicas than it needs or, where they make the share, more than
 *     it allows</td><td></td>
 *     <td>held, and it is given them; ends after the progress deadline</td></tr>
 * <tr><td>no step was entered yet</td><td>asked</td><td></td></tr>
 * <tr><td>the analysis, the labels or the next step were changed</td><td></td>
 *     <td>another request; a recorded rise is forgotten</td></tr>
 * <tr><td>Kafka is away, no analyzer heard for three intervals, or no usable data</td><td></td>
 *     <td>held; after the no-data deadline it ends, or stays held, as the policy says</td></tr>
 * <tr><td>its verdict is to promote, and the step waits for a resume, an approval or the end of its pause</td><td></td><td>Paused</td></tr>
 * <tr><td>its verdict is to promote</td><td></td><td>the next step is recorded as asked</td></tr>
 * <tr><td>the same once recorded</td><td>asked</td><td></td></tr>
 * <tr><td>that could not be written</td><td>asked</td><td>held; ends after the progress deadline</td></tr>
 * <tr><td>no verdict until the progress deadline</td><td></td>
 *     <td>as the policy says: held, ends, or goes on as if promoted</td></tr>
 * <tr><td>else</td><td></td><td>Progressing: waits for evidence</td></tr>
 * </table>
 *
 * <table>
 * <caption>With a release that goes back</caption>
 * <tr><td>the route shows anything</td><td>nothing</td><td>RollingBack</td></tr>
 * <tr><td>the route shows nothing</td><td></td><td>RolledBack and latched; or, when aborted, no release</td></tr>
 * </table>
 *
 * <p>So a rise takes three decisions, with the status written and read back between them: one records it, one writes
 * the route, one sees it there. A fall takes one; so does the way back within the rollback window, which is the fall of
 * the version that was promoted, although the route's object shows the other one's weight rise.
 */
public final class Rollout {

    private static final Duration AFTER_CHANGE = Duration.ofSeconds(1);
    private static final Duration WAITING = Duration.ofSeconds(10);
    private static final Duration AT_REST = Duration.ofMinutes(2);

    private Rollout() {}

    /**
     * What is to be done now. Deciding again on what a plan has led to changes nothing more.
     *
     * @param resource with the status as it was read back; what was only meant to be written doesn't count
     * @param heard the latest judgement about the resource; empty when none was heard since the process began
     * @param seen what is the case in the objects of {@link Resource#scope()}
     */
    public static Plan decide(Resource resource, Optional<Heard> heard, Observation seen, Instant now) {
        Case given = new Case(DesiredByImage.in(resource, seen), heard, seen, now);
        Decision decision = decide(given, given.situation());
        Status status = Status.of(
                decision.memory(),
                new Faces(given, decision).face(),
                resource.status().untold(),
                decision.announcements());
        return new Plan(
                decision.route().filter(r -> isToBeWritten(r, seen)),
                status,
                decision.announcements(),
                Requests.wanted(given),
                workloads(given, decision),
                again(given, decision));
    }

    /** Whether a version is on trial, or to be: then it matters what its pods read. */
    public static boolean looksAtConfig(Resource resource, Observation seen) {
        return resource.memory()
                .release()
                .map(release -> release.ending().isEmpty())
                .orElseGet(() -> isDue(DesiredByImage.in(resource, seen)));
    }

    private static boolean isDue(Resource resource) {
        return resource.checked() instanceof Checked.Valid(ReleaseSpec spec)
                && resource.serving(spec)
                        .filter(serving -> !serving.name().equals(spec.desired()))
                        .isPresent();
    }

    /** While somebody else keeps overwriting the route, only the way back is still written: a fight helps nobody. */
    private static boolean isToBeWritten(Routing routing, Observation seen) {
        boolean contested = seen.route() instanceof Route.Contested;
        return !seen.routing().equals(Optional.of(routing)) && (!contested || routing.equals(Routing.NOTHING));
    }

    private static Decision decide(Case given, Situation situation) {
        return switch (situation) {
            case Situation.Idle idle -> new IdleMoves(given).decide(idle);
            case Situation.Running running -> new RunningMoves(given, release(given)).decide(running);
            case Situation.GoingBack back -> new BackMoves(given, release(given)).decide(back);
        };
    }

    private static List<WorkloadChange> workloads(Case given, Decision decision) {
        List<WorkloadChange> changes = new ArrayList<>(decision.workloads());
        if (given.resource().checked() instanceof Checked.Valid(ReleaseSpec spec)) {
            given.memory().release().map(new Capacity(given, spec)::during).ifPresent(changes::addAll);
        }
        return changes;
    }

    private static Release release(Case given) {
        return given.memory().release().orElseThrow();
    }

    private static Duration again(Case given, Decision decision) {
        if (!decision.memory().equals(given.memory())) {
            return Duration.ZERO;
        }
        if (decision.route().isPresent() || !decision.workloads().isEmpty()) {
            return AFTER_CHANGE;
        }
        return switch (decision.phase()) {
            case PROGRESSING, ROLLING_BACK -> interval(given);
            case WAITING, PAUSED -> WAITING;
            case SERVING, ROLLED_BACK, INVALID -> AT_REST;
        };
    }

    private static Duration interval(Case given) {
        return switch (given.resource().checked()) {
            case Checked.Valid(ReleaseSpec spec) -> spec.analysis().interval();
            case Checked.Invalid invalid -> AnalysisSettings.DEFAULT_INTERVAL;
        };
    }
}
