package io.huidu.shifter.route;

import io.huidu.events.Weight;
import java.util.Collection;
import java.util.Comparator;

/** Whole percents of shares that others may have written. */
public final class Shares {

    private static final Weight LEAST = Weight.of(1);
    private static final Weight MOST = Weight.of(99);

    private Shares() {}

    /**
     * The nearest percent, except that 0 means nothing at all and 100 everything.
     *
     * @param part 0 or more
     * @param whole at least {@code part}, and more than 0
     */
    public static Weight of(long part, long whole) {
        if (part == 0) {
            return Weight.ZERO;
        }
        return part == whole ? Weight.ALL : partial(Weight.of((int) Math.round(100.0 * part / whole)));
    }

    /**
     * The share of several routes together: the largest of them, except that 0 means nothing on any route and 100
     * everything on all of them. So neither the end of a rollback nor that of a promotion is seen before every route
     * is there.
     *
     * @param routes not empty
     */
    public static Weight together(Collection<Weight> routes) {
        Weight most = routes.stream().max(Comparator.naturalOrder()).orElseThrow();
        return routes.stream().allMatch(most::equals) ? most : partial(most);
    }

    /** The share, or the nearest to it that is neither nothing nor everything. */
    public static Weight partial(Weight share) {
        if (LEAST.isAbove(share)) {
            return LEAST;
        }
        return share.isAbove(MOST) ? MOST : share;
    }
}
