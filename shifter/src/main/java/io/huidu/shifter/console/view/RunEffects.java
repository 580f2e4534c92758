package io.huidu.shifter.console.view;

import io.huidu.shifter.rollout.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a command would do to the release that runs, or to the one that was promoted and can still be taken back. */
record RunEffects(Wanted wanted, Reading of) {

    Effect promote() {
        return ofRising("%s gets all traffic as soon as its pods are ready, without more steps or verdicts."
                        .formatted(of.to()))
                .warning(withoutVerdict());
    }

    Effect rollback() {
        return of.rising().isPresent()
                ? ofRising(
                        "%s gets all traffic back at once. %s isn't tried again until its workload changes or somebody"
                                        .formatted(of.from(), of.to())
                                + " asks for it.")
                : of.returnable().map(this::back).orElseGet(() -> not("no release runs"));
    }

    private Effect back(Run run) {
        return Effect.does(
                wanted.verb(),
                "%s serves all traffic again at once, as it did before the promotion of %s."
                        .formatted(run.from().name(), run.to().name()),
                Optional.of(run.id()));
    }

    Effect approve() {
        boolean gated = of.currentStep().filter(step -> step.gate != null).isPresent();
        return gated || of.rising().isEmpty()
                ? ofStep("Step %d is approved: it ends once its verdict is there.".formatted(of.step() + 1))
                : not("the step that it is in asks for no approval");
    }

    Effect skip() {
        return of.rising().isPresent() && of.step() + 1 >= of.stepCount()
                ? not("it is the last step; promote ends it")
                : ofStep("Step %d of %d ends now, without a verdict, and the next one begins."
                                .formatted(of.step() + 1, of.stepCount()))
                        .warning(withoutVerdict());
    }

    Effect jump() {
        int number = wanted.step().orElse(0);
        if (of.rising().isEmpty()) {
            return not("no release runs");
        }
        if (number < 1 || number > of.stepCount()) {
            return wanted.step().isEmpty()
                    ? ofStep("")
                    : not("step: got %d, expected 1 to %d".formatted(number, of.stepCount()));
        }
        if (number == of.step() + 1) {
            return not("it is in step %d already".formatted(number));
        }
        return number < of.step() + 1
                ? ofStep("It goes back to step %d at once, and the steps go on from there.".formatted(number))
                : ofStep("Step %d begins now, without a verdict; the steps between are left out.".formatted(number))
                        .warning(withoutVerdict());
    }

    Effect setWeight() {
        String percent = wanted.weight().map(weight -> weight + " %").orElse("that share");
        if (of.rising().isEmpty()) {
            return Effect.does(
                    wanted.verb(),
                    "The next release gets %s of the traffic, and keeps it until somebody resumes it."
                            .formatted(percent),
                    Optional.empty());
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

    private Effect ofRising(String effect) {
        return of.rising().isEmpty()
                ? not(of.running().isEmpty() ? "no release runs" : "it is going back")
                : Effect.does(wanted.verb(), effect, of.running().flatMap(run -> Summary.text(run.id)));
    }

    private Effect ofStep(String effect) {
        return of.rising().isEmpty() ? ofRising(effect) : Effect.does(wanted.verb(), effect, of.requestId());
    }

    private Effect not(String why) {
        return Effect.not(wanted.verb(), why);
    }
}
