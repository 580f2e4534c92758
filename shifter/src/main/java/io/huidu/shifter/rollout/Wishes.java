package io.huidu.shifter.rollout;

import io.huidu.shifter.rollout.Wish.Ask;
import java.util.Map;
import java.util.Optional;

/**
 * What people and machines ask for besides the spec, whichever way they asked.
 *
 * @param asked what stands in the annotations
 * @param retry {@code huidu.io/retry}: any value; another value tries a version again that was rolled back
 */
public record Wishes(Map<Ask, Wish> asked, Optional<String> retry) {

    public static final Wishes NONE = new Wishes(Map.of(), Optional.empty());

    public Wishes {
        asked = Map.copyOf(asked);
    }

    Optional<Wish> of(Ask ask) {
        return Optional.ofNullable(asked.get(ask));
    }

    /** The wish, if it is about exactly this: one about another release or step is an old one. */
    Optional<Wish> of(Ask ask, String what) {
        return of(ask).filter(wish -> wish.what().equals(what));
    }
}
