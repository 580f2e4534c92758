package io.huidu.shifter.rollout;

import io.huidu.events.Reason;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.Held.Kind;
import io.huidu.shifter.rollout.Situation.Running;
import io.huidu.shifter.rollout.Wish.Ask;
import io.huidu.shifter.route.Routing;
import java.util.Optional;

/**
 * Reads what people ask of a release in place of the evidence. What they decide is recorded as a step like any other,
 * with their name on it; the route and the pods must be in order all the same.
 */
record ByHand(Case given, Release release, ReleaseSpec spec) {

    /** Empty when nobody asks for anything. */
    Optional<Running> situation() {
        return weight().or(this::promotion).or(this::skip);
    }

    private Optional<Running> weight() {
        return wishes().of(Ask.WEIGHT).map(wish -> {
            Routing routing = Routing.of(Weight.of(Integer.parseInt(wish.what())));
            boolean isThere = !release.isRising() && release.reached().routing().equals(routing);
            return isThere
                    ? new Running.Kept(Kind.PAUSE, Reason.WEIGHT_SET, "held at %s; %s".formatted(routing, wish.told()))
                    : to(new Stage(Math.max(0, release.reached().index()), routing), Reason.WEIGHT_SET, wish);
        });
    }

    private Optional<Running> promotion() {
        int last = spec.steps().size() - 1;
        return wishes().of(Ask.PROMOTE, release.run().id())
                .map(wish -> to(new Stage(last, Routing.EVERYTHING), Reason.PROMOTION_ASKED, wish));
    }

    private Optional<Running> skip() {
        return release.exposures().isEmpty()
                ? Optional.empty()
                : wishes().of(Ask.SKIP, release.request().id())
                        .flatMap(wish -> spec.next(release.reached()).map(next -> to(next, Reason.STEP_SKIPPED, wish)));
    }

    private Running to(Stage stage, Reason reason, Wish wish) {
        return release.isRising() && release.target().equals(stage)
                ? new Running.Cleared()
                : new Running.Recorded(stage, reason, wish.told());
    }

    private Wishes wishes() {
        return given.resource().wishes();
    }
}
