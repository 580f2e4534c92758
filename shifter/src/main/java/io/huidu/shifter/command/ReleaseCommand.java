package io.huidu.shifter.command;

import io.huidu.events.Command;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.api.Resources;
import io.huidu.shifter.command.CommandHandler.Answer;
import io.huidu.shifter.rollout.Checked;
import io.huidu.shifter.rollout.ImageWish;
import io.huidu.shifter.rollout.ReleaseSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code io.huidu.command.release.v1} means for a resource: another {@code spec.image} or {@code spec.desired}, with
 * the command noted beside it, so that Kubernetes holds the truth and an older command never undoes a newer one.
 */
public final class ReleaseCommand {

    /** When the last command was asked, by whom, and why: {@code 2026-01-31T12:00:00Z ci: 1.4.2 is out}. */
    public static final String ANNOTATION = CanaryRelease.GROUP + "/release-command";

    /** By how much the clocks of others may be ahead. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    /** By time; those of one moment in some order that is always the same, so that reading all again changes nothing. */
    private static final Comparator<String> BY_TIME =
            Comparator.comparing(ReleaseCommand::time).thenComparing(Comparator.naturalOrder());

    /** What is to be written, or why nothing is. */
    public sealed interface Meaning {

        /** Fields of the spec with their new values, and the note. */
        record Write(Map<String, String> spec, String note) implements Meaning {}

        /** Nothing to write. */
        record Not(Answer answer) implements Meaning {}
    }

    private ReleaseCommand() {}

    /** Reads a command of the type release. */
    public static Meaning of(Command command, Instant askedAt, CanaryRelease release, Instant now) {
        String note = "%s %s: %s".formatted(askedAt, command.actor(), command.reason());
        Optional<Answer> tooLate = overtaken(askedAt, new Note(ANNOTATION, note), release, now);
        if (tooLate.isPresent()) {
            return new Meaning.Not(tooLate.get());
        }
        return switch (Resources.readSpec(release)) {
            case Checked.Invalid(var problems) -> refused("the resource has problems: " + String.join("; ", problems));
            case Checked.Valid(ReleaseSpec spec) -> meaning(command, spec, note);
        };
    }

    /** What remembers the last command of some kind. */
    record Note(String annotation, String text) {}

    /** Why a command isn't done any more, or not yet; empty when it is to be done. */
    static Optional<Answer> overtaken(Instant askedAt, Note note, CanaryRelease release, Instant now) {
        if (askedAt.isAfter(now.plus(SKEW))) {
            return Optional.of(new Answer.Refused("time: got %s, expected none after %s".formatted(askedAt, now)));
        }
        if (askedAt.isBefore(Instant.parse(release.getMetadata().getCreationTimestamp()))) {
            return Optional.of(new Answer.Nothing("it is older than the resource"));
        }
        return Optional.ofNullable(release.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(note.annotation()))
                .filter(last -> BY_TIME.compare(note.text(), last) <= 0)
                .map(last -> new Answer.Nothing("it was done, or a later one was: " + last));
    }

    /** A note that somebody else wrote there is older than all. */
    private static Instant time(String note) {
        try {
            return Instant.parse(note.substring(0, Math.max(0, note.indexOf(' '))));
        } catch (DateTimeParseException e) {
            return Instant.MIN;
        }
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
