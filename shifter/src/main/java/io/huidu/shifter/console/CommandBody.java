package io.huidu.shifter.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.huidu.shifter.console.view.Problem;
import io.huidu.shifter.console.view.Verb;
import io.huidu.shifter.console.view.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody asks for, and why.
 *
 * @param about the run or the step that was looked at; empty for whatever there is
 */
record CommandBody(Wanted wanted, String reason, Optional<String> about) {

    private static final Set<String> KNOWN = Set.of("verb", "reason", "weight", "step", "version", "image", "about");
    private static final int LONGEST_REASON = 5_000;
    private static final int LONGEST = 1_000;

    /**
     * Reads it.
     *
     * @throws RefusedException with all that is wrong
     */
    static CommandBody of(JsonNode body) {
        return new Reader(body).read();
    }

    /** Reads a body, and collects what is wrong. */
    private static final class Reader {

        private final JsonNode body;
        private final List<Problem.Field> problems = new ArrayList<>();

        Reader(JsonNode body) {
            this.body = body;
        }

        CommandBody read() {
            body.fieldNames().forEachRemaining(name -> {
                if (!KNOWN.contains(name)) {
                    problem(name, "a field", "one of " + KNOWN.stream().sorted().toList());
                }
            });
            Optional<Verb> verb = text("verb", LONGEST).flatMap(Verb::of);
            if (verb.isEmpty()) {
                problem("verb", shown("verb"), "one of " + Verb.words());
            }
            Optional<String> reason = text("reason", LONGEST_REASON).map(String::strip);
            if (reason.filter(why -> !why.isEmpty()).isEmpty()) {
                problem("reason", shown("reason"), "why, in words");
            }
            Wanted wanted = new Wanted(
                    verb.orElse(Verb.PAUSE),
                    number("weight", 99, verb, Verb.SET_WEIGHT),
                    number("step", 50, verb, Verb.JUMP),
                    ofRelease("version", verb),
                    ofRelease("image", verb));
            if (verb.filter(Verb.RELEASE::equals).isPresent()
                    && wanted.version().isPresent() == wanted.image().isPresent()) {
                problem("version, image", wanted.image().isPresent() ? "both" : "neither", "one of them");
            }
            Optional<String> about = text("about", LONGEST);
            if (!problems.isEmpty()) {
                throw RefusedException.invalid(problems);
            }
            return new CommandBody(wanted, reason.orElseThrow(), about);
        }

        private Optional<String> text(String name, int longest) {
            JsonNode value = body.path(name);
            if (value.isMissingNode() || (value.isTextual() && value.textValue().length() <= longest)) {
                return Optional.ofNullable(value.textValue());
            }
            problem(name, shown(name), "at most %d letters".formatted(longest));
            return Optional.empty();
        }

        private Optional<Integer> number(String name, int most, Optional<Verb> verb, Verb of) {
            JsonNode value = body.path(name);
            boolean wanted = verb.filter(of::equals).isPresent();
            if (!wanted && value.isMissingNode()) {
                return Optional.empty();
            }
            if (wanted && value.isInt() && value.intValue() >= 1 && value.intValue() <= most) {
                return Optional.of(value.intValue());
            }
            problem(
                    name,
                    shown(name),
                    wanted ? "a whole number from 1 to %d".formatted(most) : "nothing unless the verb is " + of.word());
            return Optional.empty();
        }

        private Optional<String> ofRelease(String name, Optional<Verb> verb) {
            Optional<String> value = text(name, LONGEST);
            if (value.isPresent() && verb.filter(Verb.RELEASE::equals).isEmpty()) {
                problem(name, shown(name), "nothing unless the verb is release");
            }
            return value;
        }

        private String shown(String name) {
            JsonNode value = body.path(name);
            if (value.isMissingNode()) {
                return "nothing";
            }
            String text = value.toString();
            return text.substring(0, Math.min(text.length(), 100));
        }

        private void problem(String field, String got, String expected) {
            problems.add(new Problem.Field(field, got, expected));
        }
    }
}
