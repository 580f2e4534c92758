package io.huidu.shifter.command;

import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.command.CommandHandler.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Optional;

/**
 * What remembers the last command of some kind on its resource.
 *
 * @param annotation that holds it
 * @param text when the command was asked, then by whom and why
 */
record CommandNote(String annotation, String text) {

    /** By how much the clocks of others may be ahead. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    /** By time; those of one moment in some order that is always the same, so that reading all again changes nothing. */
    private static final Comparator<String> BY_TIME =
            Comparator.comparing(CommandNote::time).thenComparing(Comparator.naturalOrder());

    /** Why the command of this note isn't done any more, or not yet; empty when it is to be done. */
    Optional<Answer> overtaken(Asked asked, CanaryRelease release, Instant now) {
        if (asked.at().isAfter(now.plus(SKEW))) {
            return Optional.of(new Answer.Expired("time: got %s, expected none after %s".formatted(asked.at(), now)));
        }
        if (asked.at().isBefore(Instant.parse(release.getMetadata().getCreationTimestamp()))) {
            return Optional.of(new Answer.Nothing("it is older than the resource"));
        }
        return Optional.ofNullable(release.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(annotation))
                .filter(last -> BY_TIME.compare(text, last) <= 0)
                .<Answer>map(last -> new Answer.Nothing("it was done, or a later one was: " + last))
                .or(() -> expired(asked, now));
    }

    /** Asked last: what was done in time is read again by each shifter that starts. */
    private static Optional<Answer> expired(Asked asked, Instant now) {
        return asked.until()
                .filter(now::isAfter)
                .map(until -> new Answer.Expired("exp: got %s, expected none before %s".formatted(until, now)));
    }

    /** A note that somebody else wrote there is older than all. */
    private static Instant time(String note) {
        try {
            return Instant.parse(note.substring(0, Math.max(0, note.indexOf(' '))));
        } catch (DateTimeParseException e) {
            return Instant.MIN;
        }
    }
}
