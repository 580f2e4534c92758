package io.huidu.shifter.api;

import io.huidu.shifter.rollout.Checked;
import io.huidu.shifter.rollout.Release;
import io.huidu.shifter.rollout.ReleaseSpec;
import io.huidu.shifter.rollout.Wish;
import io.huidu.shifter.rollout.Wish.Ask;
import io.huidu.shifter.rollout.Wishes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what is asked for by annotation. */
final class Annotations {

    private static final String WEIGHT = "[1-9][0-9]?";
    private static final String JUMP = ".+@[1-9][0-9]?";

    private Annotations() {}

    static Wishes wishes(Map<String, String> annotations) {
        Map<Ask, Wish> asked = new EnumMap<>(Ask.class);
        for (Ask ask : Ask.values()) {
            wish(annotations, ask).filter(wish -> isFit(ask, wish)).ifPresent(wish -> asked.put(ask, wish));
        }
        return new Wishes(asked, Optional.ofNullable(annotations.get(CanaryRelease.RETRY_ANNOTATION)));
    }

    /** The command that made this generation of the spec; empty when it was made otherwise. */
    static Optional<String> changedBy(Map<String, String> annotations, long generation) {
        String prefix = generation + " ";
        return Optional.ofNullable(annotations.get(CanaryRelease.SPEC_COMMAND_ANNOTATION))
                .filter(value -> value.startsWith(prefix) && value.length() > prefix.length())
                .map(value -> value.substring(prefix.length()));
    }

    /** The spec, unless an annotation has a problem. */
    static Checked check(Map<String, String> annotations, Checked spec, Optional<Release> running) {
        List<String> problems = new ArrayList<>(spec instanceof Checked.Invalid(var others) ? others : List.of());
        int known = problems.size();
        wish(annotations, Ask.WEIGHT)
                .filter(wish -> !isFit(Ask.WEIGHT, wish))
                .ifPresent(wish -> problems.add(problem(annotations, Ask.WEIGHT, "1 to 99, and who and why")));
        wish(annotations, Ask.JUMP)
                .filter(wish -> !isFit(Ask.JUMP, wish))
                .ifPresent(wish -> problems.add(
                        problem(annotations, Ask.JUMP, "the request id, @, the number of a step, and who and why")));
        if (spec instanceof Checked.Valid(ReleaseSpec valid)) {
            wish(annotations, Ask.JUMP)
                    .flatMap(wish ->
                            running.flatMap(r -> wish.numberOf(r.request().id())))
                    .filter(number -> number > valid.steps().size())
                    .ifPresent(number -> problems.add(problem(
                            annotations,
                            Ask.JUMP,
                            "a step from 1 to " + valid.steps().size())));
        }
        return problems.size() == known ? spec : new Checked.Invalid(problems);
    }

    private static Optional<Wish> wish(Map<String, String> annotations, Ask ask) {
        return Optional.ofNullable(annotations.get(CanaryRelease.annotation(ask)))
                .map(Wish::of);
    }

    private static String problem(Map<String, String> annotations, Ask ask, String expected) {
        String name = CanaryRelease.annotation(ask);
        return "metadata.annotations.%s: got '%s', expected %s".formatted(name, annotations.get(name), expected);
    }

    private static boolean isFit(Ask ask, Wish wish) {
        return switch (ask) {
            case WEIGHT -> wish.what().matches(WEIGHT);
            case JUMP -> wish.what().matches(JUMP);
            case RESUME, APPROVE, SKIP, PROMOTE, ROLLBACK, FREEZE -> true;
        };
    }
}
