package io.huidu.shifter.rollout;

import io.huidu.events.Exposure;
import io.huidu.events.Judgement;
import io.huidu.events.Reason;
import io.huidu.shifter.route.Routing;
import java.util.Optional;

/** What is the case: the rows of the table in {@link Rollout}. */
sealed interface Situation {

    /** No release runs. */
    sealed interface Idle extends Situation {

        /** The spec is invalid. */
        record Unusable(Checked.Invalid invalid) implements Idle {}

        /** It was not known which version serves, and the route tells. */
        record Learned(String serving) implements Idle {}

        /** Something has to be there first. */
        record Lacking(Reason reason, String message) implements Idle {}

        /** The version that doesn't serve receives traffic all the same. */
        record Drifted(ReleaseSpec spec, Routing observed) implements Idle {}

        /** The version that served before is to serve again, and may at once. */
        record Returns(WayBack back, Reason reason, String message, Optional<WorkloadChange> change) implements Idle {}

        /** The desired version serves. */
        record AtRest(ReleaseSpec spec) implements Idle {}

        /** The desired version was rolled back, and nothing has changed since. */
        record Latched(ReleaseSpec spec, Latch latch) implements Idle {}

        /** A release would start, but a person holds it. */
        record OnHold(Reason reason, String message) implements Idle {}

        /** The desired version is to run another image first. */
        record ImageDue(WorkloadChange.SetImage change) implements Idle {}

        /** The desired version has too few pods to begin with, or too many; the change is empty when it was asked for before. */
        record Misfit(Obstacle obstacle, Optional<WorkloadChange> change) implements Idle {}

        /** A release starts. */
        record Startable(ReleaseSpec spec, Workload.Present target) implements Idle {}
    }

    /** A release runs upwards. */
    sealed interface Running extends Situation {

        /** It has to go back. */
        record Ends(Outcome outcome, Reason reason, String message) implements Running {}

        /** The recorded weight is on the route. */
        record Arrived(ReleaseSpec spec, Exposure exposure) implements Running {}

        /** The version has all traffic. */
        record Complete() implements Running {}

        /** The route gives more than was asked for. */
        record TooHigh(Routing observed) implements Running {}

        /** The route gives less than was asked for, and a later verdict shows that nobody meant it to go back. */
        record Restorable(Routing observed) implements Running {}

        /** Something keeps it from going on. */
        record Kept(Held.Kind kind, Reason reason, String message) implements Running {}

        /** The recorded weight may be written, but that failed. */
        record Refused(Kept kept) implements Running {}

        /** Its pods aren't those that the recorded weight needs; the change is empty when it was asked for before. */
        record Misfit(Kept kept, Optional<WorkloadChange> change) implements Running {}

        /** What is asked of the analyzer is no longer what the spec says. */
        record Outdated(ReleaseSpec spec) implements Running {}

        /** The evidence isn't in yet. */
        record Undecided(Reason reason, String message) implements Running {}

        /** The next weight may be recorded. */
        record Promoted(Stage next, Judgement judgement) implements Running {}

        /** Somebody decides that it goes to this step. */
        record Recorded(Stage stage, Reason reason, String message) implements Running {}

        /** Somebody decides that it goes to a step that gives less than was reached. */
        record Lowered(Stage stage, Reason reason, String message) implements Running {}

        /** The recorded weight may be written. */
        record Cleared() implements Running {}
    }

    /** A release goes back. */
    sealed interface GoingBack extends Situation {

        /** The route doesn't show 0 yet. */
        record OnTheWay(Ending ending) implements GoingBack {}

        /** The route shows 0. */
        record Done(Ending ending) implements GoingBack {}
    }
}
