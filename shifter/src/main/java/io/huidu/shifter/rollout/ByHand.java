package io.huidu.shifter.rollout;

import io.huidu.events.Reason;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.Held.Kind;
import io.huidu.shifter.rollout.Situation.Running;
import io.huidu.shifter.rollout.Wish.Ask;
import io.huidu.shifter.route.Ability.Weights;
import io.huidu.shifter.route.Routing;
import java.util.Optional;

/**
 * Reads what people ask of a release in place of the evidence. What they decide is recorded as a step like any other,
 * with their name on it; the route and the pods must be in order all the same.
 */
record ByHand(Case given, Release release, ReleaseSpec spec) {

    /** Empty when nobody asks for anything. */
    Optional<Running> situation() {
        return weight().or(this::promotion).or(this::jump).or(this::skip);
    }

    /**
     * What is asked for and gives less than was reached. It needs nothing but somebody who takes the rest; where the pods
     * make the share, they have to be fewer first.
     */
    Optional<Running> lower() {
        boolean isByPods = spec.traffic().ability().weights() == Weights.BY_PODS;
        return isByPods || !(given.seen().stable() instanceof Workload.Present)
                ? Optional.empty()
                : wishes().of(Ask.WEIGHT)
                        .map(wish -> new Running.Lowered(weight(wish), Reason.WEIGHT_SET, wish.told()))
                        .or(() -> wishes().of(Ask.JUMP)
                                .flatMap(wish -> target(wish)
                                        .map(stage -> new Running.Lowered(stage, Reason.JUMPED, wish.told()))))
                        .filter(lowered -> isLower(lowered.stage()))
                        .map(lowered -> lowered);
    }

    private boolean isLower(Stage stage) {
        Routing reached = release.reached().routing();
        return stage.routing().isWithin(reached)
                && !stage.routing().equals(reached)
                && given.seen().routing().filter(stage.routing()::isWithin).isPresent();
    }

    private Optional<Running> weight() {
        return wishes().of(Ask.WEIGHT).map(wish -> {
            Stage stage = weight(wish);
            boolean isThere = !release.isRising() && release.reached().routing().equals(stage.routing());
            return isThere
                    ? new Running.Kept(
                            Kind.PAUSE, Reason.WEIGHT_SET, "held at %s; %s".formatted(stage.routing(), wish.told()))
                    : to(stage, Reason.WEIGHT_SET, wish);
        });
    }

    private Stage weight(Wish wish) {
        Weight weight = Weight.of(Integer.parseInt(wish.what()));
        return new Stage(Math.max(0, release.reached().index()), Routing.of(weight));
    }

    private Optional<Running> jump() {
        return wishes().of(Ask.JUMP)
                .flatMap(wish -> target(wish)
                        .filter(stage -> !stage.equals(release.reached()))
                        .map(stage -> to(stage, Reason.JUMPED, wish)));
    }

    /** Where a jump goes that is about this step. */
    private Optional<Stage> target(Wish wish) {
        return wish.numberOf(release.request().id()).flatMap(spec::numbered);
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
