package io.huidu.shifter.command;

import io.huidu.events.Command;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.api.Resources;
import io.huidu.shifter.command.CommandHandler.Answer;
import io.huidu.shifter.rollout.Checked;
import io.huidu.shifter.rollout.ImageWish;
import io.huidu.shifter.rollout.ReleaseSpec;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code io.huidu.command.release.v1} means for a resource: another {@code spec.image} or {@code spec.desired}, with
 * the command noted beside it, so that Kubernetes holds the truth and an older command never undoes a newer one.
 */
public final class ReleaseCommand {

    /** When the last command was asked, by whom, and why: {@code 2026-01-31T12:00:00Z ci: 1.4.2 is out}. */
    public static final String ANNOTATION = CanaryRelease.GROUP + "/release-command";

    /** What is to be written, or why nothing is. */
    public sealed interface Meaning {

        /** Fields of the spec with their new values, and the note. */
        record Write(Map<String, String> spec, String note) implements Meaning {}

        /** Nothing to write. */
        record Not(Answer answer) implements Meaning {}
    }

    private ReleaseCommand() {}

    /** Reads a command of the type release. */
    public static Meaning of(Command command, Asked asked, CanaryRelease release, Instant now) {
        String note = "%s %s: %s".formatted(asked.at(), command.actor(), command.reason());
        Optional<Answer> tooLate = new CommandNote(ANNOTATION, note).overtaken(asked, release, now);
        if (tooLate.isPresent()) {
            return new Meaning.Not(tooLate.get());
        }
        return switch (Resources.readSpec(release)) {
            case Checked.Invalid(var problems) -> refused("the resource has problems: " + String.join("; ", problems));
            case Checked.Valid(ReleaseSpec spec) -> meaning(command, spec, note);
        };
    }

    private static Meaning meaning(Command command, ReleaseSpec spec, String note) {
        if (command.desired().isPresent() && command.image().isPresent()) {
            return refused("desired, image: got both, expected one of them");
        }
        return command.image()
                .map(image -> image(image, spec, note))
                .orElseGet(() -> desired(command.desired().orElseThrow(), spec, note));
    }

    private static Meaning image(String image, ReleaseSpec spec, String note) {
        if (spec.image().isEmpty()) {
            return refused("spec.image: got nothing, expected the image of the version that serves: without it,"
                    + " spec.desired decides");
        }
        ImageWish wish = spec.image().get();
        Optional<String> refusal = wish.refusalOf(image);
        if (refusal.isPresent()) {
            return refused("image: %s: %s".formatted(image, refusal.get()));
        }
        return wish.image().equals(image)
                ? new Meaning.Not(new Answer.Nothing("spec.image is " + image))
                : new Meaning.Write(Map.of("image", image), note);
    }

    private static Meaning desired(String desired, ReleaseSpec spec, String note) {
        if (spec.image().isPresent()) {
            return refused("desired: got '%s', expected an image: spec.image decides".formatted(desired));
        }
        if (spec.version(desired).isEmpty()) {
            return refused("desired: got '%s', expected the name of one of the versions".formatted(desired));
        }
        return spec.desired().equals(desired)
                ? new Meaning.Not(new Answer.Nothing("spec.desired is " + desired))
                : new Meaning.Write(Map.of("desired", desired), note);
    }

    private static Meaning refused(String why) {
        return new Meaning.Not(new Answer.Refused(why));
    }
}
