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
    /** A name may have colons, as that of a service account does: why begins after the first with a space behind it. */
    private static final Pattern FORM = Pattern.compile(
            "(\\S*)(?:\\s+(?:(?<who>.+?)\\s*:(?:\\s+(?<why>.*))?|(?<name>[^:]+?)\\s*(?::(?<rest>.*))?))?",
            Pattern.DOTALL);

    private static final String ASKED = " asked for it";

    /** Nobody's name has more letters than a command's actor. */
    private static final Pattern TOLD = Pattern.compile("(?:^|; )([^;]{1,500}?)" + ASKED + "(?=$|[:;])");

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
                first(parts, "who", "name").orElse("somebody"),
                first(parts, "why", "rest").orElse("").strip(),
                command);
    }

    private static Optional<String> first(Matcher parts, String one, String other) {
        return Optional.ofNullable(parts.group(one)).or(() -> Optional.ofNullable(parts.group(other)));
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
        return why.isEmpty() ? who + ASKED : "%s%s: %s".formatted(who, ASKED, why);
    }

    /** Who asked for what a message tells of, where it says so: as {@link #told} writes it, alone or as a part. */
    public static Optional<String> whoAsked(String message) {
        return Optional.of(TOLD.matcher(message)).filter(Matcher::find).map(found -> found.group(1));
    }
}
