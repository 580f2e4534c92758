package io.huidu.e2e.bench.faults;

import io.huidu.e2e.bench.faults.Reader.Told;
import io.huidu.e2e.bench.faults.Witness.Routed;
import io.huidu.events.AnalysisJudged;
import io.huidu.events.EventType;
import io.huidu.events.Judgement;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.Verdict;
import io.huidu.shifter.api.CanaryReleaseStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What must hold of a service's release when all is over, whatever happened meanwhile. */
final class Rules {

    private static final Set<EventType> ENDS =
            Set.of(EventType.RELEASE_PROMOTED, EventType.RELEASE_ROLLED_BACK, EventType.RELEASE_ABORTED);

    private static final Map<String, EventType> OUTCOMES = Map.of(
            "Succeeded", EventType.RELEASE_PROMOTED,
            "RolledBack", EventType.RELEASE_ROLLED_BACK,
            "Aborted", EventType.RELEASE_ABORTED);

    /**
     * A shifter that is cut off or suspended doesn't hear a verdict that is on the topic, and may do what it had decided
     * before. After half a minute no verdict counts any more; with some seconds to act.
     */
    private static final Duration UNHEARD = Duration.ofSeconds(35);

    /** How late the witness may see what was written before. */
    private static final Duration UNSEEN = Duration.ofSeconds(3);

    private final Subject subject;
    private final List<Told> story;
    private final CanaryReleaseStatus status;
    private final List<Routed> routes;
    private final List<String> broken = new ArrayList<>();

    private Rules(Subject subject, List<Told> story, CanaryReleaseStatus status, List<Routed> routes) {
        this.subject = subject;
        this.story = story;
        this.status = status;
        this.routes = routes;
    }

    /** Each rule that was broken, in a sentence. */
    static List<String> broken(Subject subject, List<Told> story, CanaryReleaseStatus status, List<Routed> routes) {
        Rules rules = new Rules(subject, story, status, routes);
        rules.check();
        return rules.broken.stream().map(what -> subject.name() + ": " + what).toList();
    }

    private void check() {
        Map<String, List<ReleaseChanged>> releases = changes();
        List<CanaryReleaseStatus.Past> history = Objects.requireNonNullElse(status.history, List.of());
        if (history.size() != 1) {
            broken.add("%d releases in the status, expected one".formatted(history.size()));
            return;
        }
        CanaryReleaseStatus.Past past = history.getFirst();
        if (!releases.keySet().equals(Set.of(String.valueOf(past.id)))) {
            broken.add("told of %s, expected %s".formatted(releases.keySet(), past.id));
            return;
        }
        List<ReleaseChanged> changes = Objects.requireNonNull(releases.get(String.valueOf(past.id)));
        hasOneEndAsInTheStatus(changes, past);
        beginsAndGoesStepByStep(changes, past);
        routeAgrees(past);
        nothingIsLeftUntold();
        neverRisesOnceItIsCondemned();
        if (subject.isBad() && "Succeeded".equals(past.outcome)) {
            broken.add("promoted, though three in ten requests fail");
        }
    }

    private Map<String, List<ReleaseChanged>> changes() {
        Map<String, List<ReleaseChanged>> changes = new LinkedHashMap<>();
        story.forEach(told -> {
            if (told.envelope().event() instanceof ReleaseChanged changed) {
                changes.computeIfAbsent(changed.state().releaseId(), any -> new ArrayList<>())
                        .add(changed);
            }
        });
        return changes;
    }

    private void hasOneEndAsInTheStatus(List<ReleaseChanged> changes, CanaryReleaseStatus.Past past) {
        List<EventType> ends = changes.stream()
                .map(ReleaseChanged::type)
                .filter(ENDS::contains)
                .toList();
        EventType expected = Objects.requireNonNull(OUTCOMES.get(past.outcome), past.outcome);
        if (!ends.equals(List.of(expected))) {
            broken.add("ends %s, expected one: %s".formatted(ends, expected));
        }
        if (!ENDS.contains(changes.getLast().type())) {
            broken.add("told of %s after the end".formatted(changes.getLast().type()));
        }
        if (!changes.getLast().state().reason().toString().equals(past.reason)) {
            broken.add("ended for %s, the status says %s"
                    .formatted(changes.getLast().state().reason(), past.reason));
        }
    }

    private void beginsAndGoesStepByStep(List<ReleaseChanged> changes, CanaryReleaseStatus.Past past) {
        if (changes.getFirst().type() != EventType.RELEASE_STARTED) {
            broken.add("told first of %s, expected started"
                    .formatted(changes.getFirst().type()));
        }
        List<Integer> entered = changes.stream()
                .filter(change -> change.type() == EventType.RELEASE_STEP_ENTERED)
                .map(change -> change.state().step())
                .toList();
        boolean whole = "Succeeded".equals(past.outcome);
        if (whole
                ? !entered.equals(List.of(0, 1))
                : !List.of(0, 1).subList(0, Math.min(2, entered.size())).equals(entered)) {
            broken.add("entered steps %s, expected 0 and 1 in order".formatted(entered));
        }
    }

    private void routeAgrees(CanaryReleaseStatus.Past past) {
        boolean promoted = "Succeeded".equals(past.outcome);
        int percent = routes.isEmpty() ? 0 : routes.getLast().percent();
        if (percent != (promoted ? 100 : 0)) {
            broken.add("%s, and v2 has %d %%".formatted(past.outcome, percent));
        }
        if (!(promoted ? "v2" : "v1").equals(status.serving)) {
            broken.add("%s, and %s serves".formatted(past.outcome, status.serving));
        }
    }

    private void nothingIsLeftUntold() {
        Set<String> told = story.stream().map(t -> t.envelope().id()).collect(Collectors.toSet());
        Objects.requireNonNullElse(status.untold, List.<CanaryReleaseStatus.Untold>of()).stream()
                .filter(untold -> !told.contains(untold.id))
                .forEach(untold -> broken.add("never told of " + untold.id));
    }

    private void neverRisesOnceItIsCondemned() {
        Optional<Judgement> rollback = story.stream()
                .flatMap(told -> judgement(told).stream())
                .filter(judgement -> judgement.verdict() == Verdict.ROLL_BACK)
                .findFirst();
        rollback.ifPresent(verdict -> {
            Instant said = story.stream()
                    .filter(told -> judgement(told).equals(rollback))
                    .map(Told::writtenAt)
                    .findFirst()
                    .orElseThrow();
            noRiseAfter(said.plus(UNHEARD), "the verdict of " + said);
            noRiseByLaterEvidence(verdict);
        });
        story.stream()
                .filter(told -> told.envelope().id().endsWith("/back"))
                .map(told -> told.envelope().time())
                .forEach(decided -> noRiseAfter(decided.plus(UNSEEN), "the decision of " + decided));
    }

    private void noRiseAfter(Instant time, String what) {
        for (int i = 1; i < routes.size(); i++) {
            Routed routed = routes.get(i);
            if (routed.percent() > routes.get(i - 1).percent() && routed.at().isAfter(time)) {
                broken.add("v2 was given %d %% at %s, after %s".formatted(routed.percent(), routed.at(), what));
            }
        }
    }

    private void noRiseByLaterEvidence(Judgement rollback) {
        story.stream()
                .filter(told -> told.envelope().event() instanceof ReleaseChanged changed
                        && changed.type() == EventType.RELEASE_WEIGHT_SHIFTED
                        && changed.state().reason() == Reason.WEIGHT_SHIFTED
                        && changed.state()
                                .judgement()
                                .filter(j -> j.windowEnd().isAfter(rollback.windowEnd()))
                                .isPresent())
                .forEach(told -> broken.add("%s rests on evidence later than the rollback's of %s"
                        .formatted(told.envelope().id(), rollback.windowEnd())));
    }

    private static Optional<Judgement> judgement(Told told) {
        return told.envelope().event() instanceof AnalysisJudged judged
                ? Optional.of(judged.judgement())
                : Optional.empty();
    }
}
