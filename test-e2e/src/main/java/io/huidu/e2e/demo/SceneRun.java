package io.huidu.e2e.demo;

import io.huidu.e2e.world.load.UserCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Plays one scene: asks for a version and watches what becomes of it. */
final class SceneRun {

    /** Until nginx has taken over what the route says, and requests under way have ended. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    /** How long users are watched after a rollback. */
    private static final Duration WATCHED_AFTERWARDS = Duration.ofSeconds(4);

    private final Scene scene;
    private final Stage stage;
    private final Narrator narrator;
    private final Supplier<Glimpse> looks;
    private final List<StepResult> steps = new ArrayList<>();
    private Optional<Glimpse> stepBegan = Optional.empty();
    private Optional<Glimpse> stepNow = Optional.empty();
    private Optional<Glimpse> faultBegan = Optional.empty();
    private Optional<Instant> backAtZero = Optional.empty();

    /** @param looks gives a glimpse after another, each a moment later than the one before */
    SceneRun(Scene scene, Stage stage, Supplier<Glimpse> looks, Narrator narrator) {
        this.scene = scene;
        this.stage = stage;
        this.looks = looks;
        this.narrator = narrator;
    }

    SceneResult play(Duration atMost) {
        Glimpse before = stage.look();
        narrator.opens(scene);
        stage.desire(scene.desired(), scene.opening());
        Glimpse now = looks.get();
        while (!hasEnded(before, now) && now.at().isBefore(before.at().plus(atMost))) {
            follow(now);
            now = looks.get();
        }
        endStep(now);
        noteZero(now);
        return result(before, now, strays(now));
    }

    private static boolean hasEnded(Glimpse before, Glimpse now) {
        return now.releases() > before.releases() && now.ending().isPresent();
    }

    private void follow(Glimpse now) {
        noteZero(now);
        if (now.steady()) {
            if (!isSameStep(now)) {
                endStep(now);
                stepBegan = Optional.of(now);
            }
            settled(now).ifPresent(n -> stepNow = Optional.of(n));
            beginFault(now);
        }
        narrator.shows(scene, now, stepNow.flatMap(n -> stepBegan.map(b -> step(b, n))));
    }

    private boolean isSameStep(Glimpse now) {
        return stepBegan.filter(b -> b.asked().equals(now.asked())).isPresent();
    }

    /** Users are counted from when the step has settled. */
    private Optional<Glimpse> settled(Glimpse now) {
        Glimpse began = stepBegan.orElse(now);
        if (stepNow.isEmpty() && now.at().isBefore(began.at().plus(SETTLING))) {
            return Optional.empty();
        }
        if (stepNow.isEmpty()) {
            stepBegan = Optional.of(now);
        }
        return Optional.of(now);
    }

    private void beginFault(Glimpse now) {
        if (scene.fault() != Fault.NONE
                && faultBegan.isEmpty()
                && now.asked().weight().equals(Scene.FAULT_AT)) {
            stage.worsen(scene.fault());
            faultBegan = Optional.of(now);
            narrator.worsens(scene.fault());
        }
    }

    private void noteZero(Glimpse now) {
        boolean atZero = now.observed().filter(w -> w.percent() == 0).isPresent();
        if (faultBegan.isPresent() && backAtZero.isEmpty() && atZero) {
            backAtZero = Optional.of(now.at());
        }
    }

    /** The verdict that ended the step is often heard a moment later than its effect is seen. */
    private void endStep(Glimpse after) {
        stepBegan.ifPresent(began -> stepNow.ifPresent(ended -> {
            StepResult step = step(began, ended).judged(after.judgement());
            steps.add(step);
            narrator.ends(step);
        }));
        stepBegan = Optional.empty();
        stepNow = Optional.empty();
    }

    private StepResult step(Glimpse began, Glimpse ended) {
        return new StepResult(
                began.asked(),
                scene.desiresB(),
                Duration.between(began.at(), ended.at()),
                ended.seen().since(began.seen()),
                ended.judgement());
    }

    /** Answers of the version on trial after it was rolled back. */
    private long strays(Glimpse ended) {
        if (ended.ending().filter(e -> e == Glimpse.Ending.ROLLED_BACK).isEmpty()) {
            return 0;
        }
        Glimpse settled = lookUntil(ended.at().plus(SETTLING));
        Glimpse last = lookUntil(settled.at().plus(WATCHED_AFTERWARDS));
        UserCounts users = last.seen().since(settled.seen()).all();
        return scene.desiresB() ? users.b() + users.failedB() : users.a() + users.failedA();
    }

    private Glimpse lookUntil(Instant time) {
        Glimpse now = looks.get();
        while (now.at().isBefore(time)) {
            now = looks.get();
        }
        return now;
    }

    private SceneResult result(Glimpse before, Glimpse ended, long strays) {
        UserCounts users = ended.seen().since(before.seen()).all();
        boolean hasRun = ended.releases() > before.releases();
        return new SceneResult(
                scene,
                hasRun ? ended.ending() : Optional.empty(),
                ended.reason(),
                ended.message(),
                Duration.between(before.at(), ended.at()),
                steps,
                users.requests(),
                harmed(before, ended),
                faultBegan.flatMap(began -> backAtZero.map(zero -> Duration.between(began.at(), zero))),
                strays);
    }

    private long harmed(Glimpse before, Glimpse ended) {
        UserCounts all = ended.seen().since(before.seen()).all();
        long failed = scene.desiresB() ? all.failedB() : all.failedA();
        long slowed = scene.fault() == Fault.LATENCY
                ? faultBegan
                        .map(began -> ended.seen().since(began.seen()).all().b())
                        .orElse(0L)
                : 0;
        return failed + slowed;
    }
}
