package io.huidu.shifter.rollout;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that a person or a machine asks for by annotation: {@code shop/a/01234567-1 team: smoke in the logs}.
 *
 * @param what the release, the request or the number that it is about
 * @param who asks; {@code somebody} when it doesn't say
 * @param why in words; may be empty
 * @param command id of the command that was obeyed; empty when somebody wrote the annotation
 */
public record Wish(String what, String who, String why, Optional<String> command) {

    private static final Pattern BY_COMMAND = Pattern.compile("(.*) \\(command (\\S+)\\)", Pattern.DOTALL);
    private static final Pattern FORM = Pattern.compile("(\\S*)(?:\\s+([^:]+?)\\s*(?::\\s*(.*))?)?", Pattern.DOTALL);

    private static final String NUMBER = "[1-9][0-9]?";

    /** What can be asked for. */
    public enum Ask {
        /** What: the request whose step may end. */
        RESUME,
        /** What: the request whose step is approved. */
        APPROVE,
        /** What: the request whose step ends without a verdict. */
        SKIP,
        /** What: the request whose step ends, {@code @}, and the number of the step that takes its place, from 1. */
        JUMP,
        /** What: the release that is to have all traffic without more steps or verdicts. */
        PROMOTE,
        /** What: the release that is to go back at once. */
        ROLLBACK,
        /** What: the percent that a running release gets and keeps as long as this is asked for. */
        WEIGHT,
        /** What: anything; no release starts and no weight rises as long as this is asked for. */
        FREEZE;

        /** {@code huidu.io/} and this is the annotation. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Ours are shorter; how long it takes to read one grows with the square of its length. */
    private static final int LONGEST = 10_000;

    /** Reads the value of an annotation; of one that is very long, the beginning. */
    public static Wish of(String value) {
        String text = value.strip();
        String read = text.substring(0, Math.min(LONGEST, text.length()));
        Matcher byCommand = BY_COMMAND.matcher(read);
        return byCommand.matches()
                ? of(byCommand.group(1), Optional.of(byCommand.group(2)))
                : of(read, Optional.empty());
    }

    private static Wish of(String text, Optional<String> command) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return new Wish(text, "somebody", "", command);
        }
        return new Wish(
                parts.group(1),
                parts.group(2) == null ? "somebody" : parts.group(2),
                parts.group(3) == null ? "" : parts.group(3).strip(),
                command);
    }

    /** The number behind the @ of {@link Ask#JUMP}, if it is about this request. */
    public Optional<Integer> numberOf(String request) {
        String prefix = request + "@";
        return what.startsWith(prefix) && what.substring(prefix.length()).matches(NUMBER)
                ? Optional.of(Integer.valueOf(what.substring(prefix.length())))
                : Optional.empty();
    }

    /** As {@link #of} reads it; a command's id with spaces in it is left out. */
    public String text() {
        return "%s %s: %s%s"
                .formatted(
                        what,
                        who,
                        why,
                        command.filter(id -> id.matches("\\S+"))
                                .map(" (command %s)"::formatted)
                                .orElse(""));
    }

    /** {@code team asked for it: smoke in the logs}. */
    String told() {
        return why.isEmpty() ? who + " asked for it" : "%s asked for it: %s".formatted(who, why);
    }
}
