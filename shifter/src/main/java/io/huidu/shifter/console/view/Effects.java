package io.huidu.shifter.console.view;

import io.huidu.shifter.rollout.ReleaseSpec;
import io.huidu.shifter.rollout.Run;
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
        return switch (wanted.verb()) {
            case RELEASE -> release();
            case PAUSE ->
                of.summary().paused()
                        ? not("it is paused already")
                        : does("Everything stays as it is until somebody resumes it. A rollback still happens.");
            case RESUME -> resume();
            case PROMOTE ->
                ofRising("%s gets all traffic as soon as its pods are ready, without more steps or verdicts."
                                .formatted(of.to()))
                        .warning(withoutVerdict());
            case ROLLBACK -> rollback();
            case RETRY -> retry();
            case APPROVE -> approve();
            case SKIP ->
                of.rising().isPresent() && of.step() + 1 >= steps()
                        ? not("it is the last step; promote ends it")
                        : ofStep("Step %d of %d ends now, without a verdict, and the next one begins."
                                        .formatted(of.step() + 1, steps()))
                                .warning(withoutVerdict());
            case JUMP -> jump();
            case SET_WEIGHT -> setWeight();
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
        return does("A release to %s begins, with the first of its %d steps.".formatted(version, steps()));
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
                : about(String.join("; ", lifted) + ". Then the steps go on, with a verdict for each.", requestId());
    }

    private Effect rollback() {
        return of.rising().isPresent()
                ? ofRising(
                        "%s gets all traffic back at once. %s isn't tried again until its workload changes or somebody"
                                        .formatted(of.from(), of.to())
                                + " asks for it.")
                : of.returnable().map(this::back).orElseGet(() -> not("no release runs"));
    }

    private Effect back(Run run) {
        return about(
                "%s serves all traffic again at once, as it did before the promotion of %s."
                        .formatted(run.from().name(), run.to().name()),
                Optional.of(run.id()));
    }

    private Effect retry() {
        return Optional.ofNullable(of.status().failed)
                .filter(failed -> of.running().isEmpty())
                .map(failed -> does("%s is tried again, from the first step."
                        .formatted(Summary.text(failed.version).orElse("The version"))))
                .orElseGet(() -> not("nothing was rolled back"));
    }

    private Effect approve() {
        boolean gated = of.currentStep().filter(step -> step.gate != null).isPresent();
        return gated || of.rising().isEmpty()
                ? ofStep("Step %d is approved: it ends once its verdict is there.".formatted(of.step() + 1))
                : not("the step that it is in asks for no approval");
    }

    private Effect jump() {
        int number = wanted.step().orElse(0);
        if (of.rising().isEmpty()) {
            return not("no release runs");
        }
        if (number < 1 || number > steps()) {
            return wanted.step().isEmpty()
                    ? ofStep("")
                    : not("step: got %d, expected 1 to %d".formatted(number, steps()));
        }
        if (number == of.step() + 1) {
            return not("it is in step %d already".formatted(number));
        }
        return number < of.step() + 1
                ? ofStep("It goes back to step %d at once, and the steps go on from there.".formatted(number))
                : ofStep("Step %d begins now, without a verdict; the steps between are left out.".formatted(number))
                        .warning(withoutVerdict());
    }

    private Effect setWeight() {
        String percent = wanted.weight().map(weight -> weight + " %").orElse("that share");
        if (of.rising().isEmpty()) {
            return does("The next release gets %s of the traffic, and keeps it until somebody resumes it."
                    .formatted(percent));
        }
        int now = of.summary().weight().map(Summary.Shares::asked).orElse(0);
        boolean rises = wanted.weight().filter(weight -> weight > now).isPresent();
        return ofRising("%s gets %s of the traffic (now %d %%), and keeps it until somebody resumes it."
                        .formatted(of.to(), percent, now))
                .warning(rises ? withoutVerdict() : List.of());
    }

    private List<String> withoutVerdict() {
        List<String> warnings = new ArrayList<>();
        if (of.summary().paused() || of.summary().frozen()) {
            warnings.add("It is paused or frozen: nothing happens before somebody resumes it.");
        }
        Optional.ofNullable(of.status().verdict)
                .filter(verdict -> of.rising().isPresent())
                .flatMap(verdict -> Summary.text(verdict.message))
                .ifPresent(message -> warnings.add("No verdict is waited for. The latest: " + message));
        return warnings;
    }

    private int steps() {
        return of.checked()
                .map(ReleaseSpec::steps)
                .map(List::size)
                .orElseGet(() -> of.steps().size());
    }

    private Optional<String> requestId() {
        return of.running().flatMap(run -> Summary.text(run.requestId));
    }

    private Effect ofRising(String effect) {
        return of.rising().isEmpty()
                ? not(of.running().isEmpty() ? "no release runs" : "it is going back")
                : about(effect, of.running().flatMap(run -> Summary.text(run.id)));
    }

    private Effect ofStep(String effect) {
        return of.rising().isEmpty() ? ofRising(effect) : about(effect, requestId());
    }

    private Effect does(String effect) {
        return about(effect, Optional.empty());
    }

    private Effect about(String effect, Optional<String> about) {
        return new Effect(wanted.verb(), true, Optional.empty(), effect, List.of(), about);
    }

    private Effect not(String why) {
        return new Effect(wanted.verb(), false, Optional.of(why), "", List.of(), Optional.empty());
    }
}
