package io.huidu.shifter.console.view;

import io.huidu.shifter.rollout.Wish.Ask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a command would do to a release as it is now, in words for the one who is about to give it. {@code docs/controls.md}
 * says the same of all releases.
 */
public final class Effects {

    private final Wanted wanted;
    private final Reading of;

    private Effects(Wanted wanted, Reading of) {
        this.wanted = wanted;
        this.of = of;
    }

    /** Of a command on a resource. */
    public static Effect of(Wanted wanted, Reading resource) {
        return new Effects(wanted, resource).effect();
    }

    private Effect effect() {
        return needsTheSpec() && !of.problems().isEmpty()
                ? not("the spec has problems, and nothing moves until it is right")
                : ofRightSpec();
    }

    /** A rollback waits for nothing, and what holds everything is kept as a wish until the spec is right. */
    private boolean needsTheSpec() {
        return switch (wanted.verb()) {
            case RELEASE, PROMOTE, RETRY, APPROVE, SKIP, JUMP, SET_WEIGHT -> true;
            case ROLLBACK, PAUSE, RESUME, FREEZE -> false;
        };
    }

    private Effect ofRightSpec() {
        RunEffects run = new RunEffects(wanted, of);
        return switch (wanted.verb()) {
            case RELEASE -> release();
            case PAUSE ->
                of.summary().paused()
                        ? not("it is paused already")
                        : does("Everything stays as it is until somebody resumes it. A rollback still happens.");
            case RESUME -> resume();
            case PROMOTE -> run.promote();
            case ROLLBACK -> run.rollback();
            case RETRY -> retry();
            case APPROVE -> run.approve();
            case SKIP -> run.skip();
            case JUMP -> run.jump();
            case SET_WEIGHT -> run.setWeight();
            case FREEZE ->
                of.summary().frozen()
                        ? not("it is frozen already")
                        : does("No release starts and no weight rises until somebody resumes it. A rollback still"
                                + " happens.");
        };
    }

    private Effect release() {
        if (wanted.image().isPresent()) {
            return of.summary().image().equals(wanted.image())
                    ? not("spec.image is that already")
                    : of.summary().image().isEmpty()
                            ? not("the release goes by spec.desired")
                            : does("The version that doesn't serve gets the image %s, and a release to it begins."
                                    .formatted(wanted.image().get()));
        }
        if (of.summary().image().isPresent()) {
            return not("the release goes by spec.image");
        }
        String desired = of.summary().desired();
        String version = wanted.version()
                .orElseGet(() -> of.summary().versions().stream()
                        .filter(name -> !name.equals(desired))
                        .findFirst()
                        .orElse(desired));
        return !of.summary().versions().contains(version)
                ? not("'%s' is none of the versions %s"
                        .formatted(version, of.summary().versions()))
                : version.equals(desired) ? not(version + " is desired already") : releaseOf(version);
    }

    private Effect releaseOf(String version) {
        if (of.rising().isPresent()) {
            return does(
                    "The release to %s is given up, and %s gets all traffic back at once.".formatted(of.to(), version));
        }
        if (of.returnable()
                .map(run -> run.from().name())
                .filter(version::equals)
                .isPresent()) {
            return does("%s serves all traffic again at once, as the promotion before can still be taken back."
                    .formatted(version));
        }
        return does("A release to %s begins, with the first of its %d steps.".formatted(version, of.stepCount()));
    }

    private Effect resume() {
        List<String> lifted = new ArrayList<>();
        if (of.summary().paused()) {
            lifted.add("the pause ends");
        }
        of.wish(Ask.WEIGHT).ifPresent(wish -> lifted.add("the weight of %s %% is let go".formatted(wish.what())));
        of.wish(Ask.FREEZE).ifPresent(wish -> lifted.add("the freeze ends"));
        of.currentStep()
                .filter(step -> step.pause != null)
                .ifPresent(step -> lifted.add("step %d may end once its verdict is there".formatted(of.step() + 1)));
        return lifted.isEmpty()
                ? not("nothing holds it")
                : Effect.does(
                        wanted.verb(),
                        String.join("; ", lifted) + ". Then the steps go on, with a verdict for each.",
                        of.requestId());
    }

    private Effect retry() {
        return Optional.ofNullable(of.status().failed)
                .filter(failed -> of.running().isEmpty())
                .map(failed -> does("%s is tried again, from the first step."
                        .formatted(Summary.text(failed.version).orElse("The version"))))
                .orElseGet(() -> not("nothing was rolled back"));
    }

    private Effect does(String effect) {
        return Effect.does(wanted.verb(), effect, Optional.empty());
    }

    private Effect not(String why) {
        return Effect.not(wanted.verb(), why);
    }
}
