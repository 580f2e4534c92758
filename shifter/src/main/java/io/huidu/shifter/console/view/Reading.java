package io.huidu.shifter.console.view;

import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.api.CanaryReleaseSpec;
import io.huidu.shifter.api.CanaryReleaseStatus;
import io.huidu.shifter.api.Resources;
import io.huidu.shifter.api.UnreadableStatusException;
import io.huidu.shifter.rollout.Checked;
import io.huidu.shifter.rollout.ReleaseSpec;
import io.huidu.shifter.rollout.Run;
import io.huidu.shifter.rollout.Wish;
import io.huidu.shifter.rollout.Wish.Ask;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A resource at a moment, with what is often asked of it. What can't be read, because somebody else wrote it, is as if it
 * weren't there.
 */
public record Reading(CanaryRelease release, Instant now) {

    Summary summary() {
        return Summary.of(release);
    }

    CanaryReleaseSpec spec() {
        return Optional.ofNullable(release.getSpec()).orElseGet(CanaryReleaseSpec::new);
    }

    CanaryReleaseStatus status() {
        return Summary.status(release);
    }

    Optional<ReleaseSpec> checked() {
        return switch (Resources.readSpec(release)) {
            case Checked.Valid(ReleaseSpec spec) -> Optional.of(spec);
            case Checked.Invalid invalid -> Optional.empty();
        };
    }

    List<String> problems() {
        return switch (Resources.readSpec(release)) {
            case Checked.Valid valid -> List.of();
            case Checked.Invalid(List<String> problems) -> problems;
        };
    }

    /** The release that runs. */
    Optional<CanaryReleaseStatus.Release> running() {
        return Optional.ofNullable(status().release);
    }

    /** The release that runs, unless it is on its way back. */
    Optional<CanaryReleaseStatus.Release> rising() {
        return running().filter(run -> run.ending == null);
    }

    /** The release that was promoted and can be taken back at once. */
    Optional<Run> returnable() {
        try {
            return Resources.read(release).returnable(now);
        } catch (UnreadableStatusException e) {
            return Optional.empty();
        }
    }

    /** Whether this id is that of a run or a step that can still be commanded. */
    public boolean isNow(String id) {
        return running()
                        .filter(run -> id.equals(run.id) || id.equals(run.requestId))
                        .isPresent()
                || Optional.ofNullable(status().wayBack)
                        .filter(back -> id.equals(back.id))
                        .isPresent();
    }

    /** What is asked for and still means something: a wish about one run or step does nothing to the next. */
    Optional<Wish> wishNow(Ask ask) {
        return wish(ask).filter(wish -> switch (ask) {
            case WEIGHT, FREEZE -> true;
            case RESUME, APPROVE, SKIP, PROMOTE, ROLLBACK -> isNow(wish.what());
            case JUMP -> requestId().flatMap(wish::numberOf).isPresent();
        });
    }

    Optional<Wish> wish(Ask ask) {
        return Summary.annotated(release, CanaryRelease.annotation(ask)).map(Wish::of);
    }

    /** The step that the release is in, from 0. */
    int step() {
        return running().flatMap(run -> Optional.ofNullable(run.step)).orElse(0);
    }

    List<CanaryReleaseSpec.Step> steps() {
        return Summary.list(spec().steps);
    }

    Optional<CanaryReleaseSpec.Step> currentStep() {
        return running().isPresent() && step() < steps().size() ? Optional.of(steps().get(step())) : Optional.empty();
    }

    int stepCount() {
        return checked().map(ReleaseSpec::steps).map(List::size).orElseGet(() -> steps().size());
    }

    /** Which request for an analysis the step that it is in stands for. */
    Optional<String> requestId() {
        return running().flatMap(run -> Summary.text(run.requestId));
    }

    String from() {
        return summary().from().or(() -> summary().serving()).orElse("the version that serves");
    }

    String to() {
        return summary().to().orElseGet(() -> summary().desired());
    }
}
