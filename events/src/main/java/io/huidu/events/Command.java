package io.huidu.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;

/**
 * What a person or a machine asks of a release.
 *
 * @param actor who asks; at most 500 letters
 * @param reason why; at most 5000 letters, as it is kept with the resource
 * @param desired for {@link EventType#COMMAND_RELEASE}: the version that is to serve
 * @param image for {@link EventType#COMMAND_RELEASE}: the image that the idle version is to run
 * @param weight for {@link EventType#COMMAND_SET_WEIGHT}: 1 to 99 percent, what the version on trial is to receive
 * @param step for {@link EventType#COMMAND_JUMP}: the step to go to, as it stands in {@code spec.steps}, from 1
 */
public record Command(
        @JsonIgnore EventType type,
        ReleaseKey release,
        String actor,
        String reason,
        Optional<String> desired,
        Optional<String> image,
        Optional<Weight> weight,
        Optional<Integer> step)
        implements Event {

    private static final int LONGEST_ACTOR = 500;
    private static final int LONGEST_REASON = 5_000;

    /** A command that needs neither weight nor step. */
    public Command(
            EventType type,
            ReleaseKey release,
            String actor,
            String reason,
            Optional<String> desired,
            Optional<String> image) {
        this(type, release, actor, reason, desired, image, Optional.empty(), Optional.empty());
    }

    public Command {
        Require.that(type.isCommand(), "type", type.type(), "a type of io.huidu.command");
        Require.notBlank("actor", actor);
        Require.that(actor.length() <= LONGEST_ACTOR, "actor", actor.length() + " letters", "at most " + LONGEST_ACTOR);
        Require.that(
                reason.length() <= LONGEST_REASON, "reason", reason.length() + " letters", "at most " + LONGEST_REASON);
        Require.that(
                type == EventType.COMMAND_RELEASE || (desired.isEmpty() && image.isEmpty()),
                "desired, image",
                desired + ", " + image,
                "none unless the command is release");
        Require.that(
                type != EventType.COMMAND_RELEASE || desired.isPresent() || image.isPresent(),
                "desired, image",
                "neither",
                "one of them for the command release");
        boolean partial = weight.filter(w -> w.isAbove(Weight.ZERO) && Weight.ALL.isAbove(w))
                .isPresent();
        Require.that(
                type == EventType.COMMAND_SET_WEIGHT ? partial : weight.isEmpty(),
                "weight",
                weight.map(Weight::toString).orElse("none"),
                type == EventType.COMMAND_SET_WEIGHT ? "1 to 99 percent" : "none unless the command is set-weight");
        boolean numbered = step.filter(number -> number > 0).isPresent();
        Require.that(
                type == EventType.COMMAND_JUMP ? numbered : step.isEmpty(),
                "step",
                step.map(Object::toString).orElse("none"),
                type == EventType.COMMAND_JUMP ? "1 or more" : "none unless the command is jump");
    }
}
