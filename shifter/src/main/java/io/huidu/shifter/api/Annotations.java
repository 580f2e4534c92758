package io.huidu.shifter.api;

import io.huidu.shifter.rollout.Checked;
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

    private Annotations() {}

    static Wishes wishes(Map<String, String> annotations) {
        Map<Ask, Wish> asked = new EnumMap<>(Ask.class);
        for (Ask ask : Ask.values()) {
            Optional.ofNullable(annotations.get(CanaryRelease.annotation(ask)))
                    .map(Wish::of)
                    .filter(wish -> isFit(ask, wish))
                    .ifPresent(wish -> asked.put(ask, wish));
        }
        return new Wishes(asked, Optional.ofNullable(annotations.get(CanaryRelease.RETRY_ANNOTATION)));
    }

    /** The spec, unless an annotation has a problem. */
    static Checked check(Map<String, String> annotations, Checked spec) {
        String name = CanaryRelease.annotation(Ask.WEIGHT);
        Optional<String> value = Optional.ofNullable(annotations.get(name));
        if (value.map(Wish::of).filter(wish -> !isFit(Ask.WEIGHT, wish)).isEmpty()) {
            return spec;
        }
        List<String> problems = new ArrayList<>(spec instanceof Checked.Invalid(var others) ? others : List.of());
        problems.add("metadata.annotations.%s: got '%s', expected 1 to 99, and who and why"
                .formatted(name, value.orElseThrow()));
        return new Checked.Invalid(problems);
    }

    private static boolean isFit(Ask ask, Wish wish) {
        return ask != Ask.WEIGHT || wish.what().matches(WEIGHT);
    }
}
