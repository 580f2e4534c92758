package io.huidu.shifter.rollout;

import io.huidu.events.Evidence;
import io.huidu.events.Judgement;
import io.huidu.events.MetricOutlook;
import io.huidu.events.MetricReport;
import io.huidu.events.Missing;
import io.huidu.events.Reason;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.Condition.State;
import io.huidu.shifter.rollout.Face.MetricOpinion;
import io.huidu.shifter.rollout.Face.Opinion;
import io.huidu.shifter.rollout.Face.Shares;
import io.huidu.shifter.route.Routing;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Draws the shown part of the status from a decision. Equal facts give an equal face: no time is renewed. */
record Faces(Case given, Decision decision) {

    Face face() {
        return new Face(
                given.resource().generation(),
                decision.phase(),
                decision.reason(),
                decision.message(),
                decision.memory()
                        .release()
                        .map(r -> steps(given.resource().checked(), r))
                        .orElse(0),
                weight(),
                opinion(),
                List.of(valid(), progressing(), analyzing(), trafficApplied(), succeeded()));
    }

    /** Those that were entered, and those that the spec still has above them. */
    static int steps(Checked checked, Release release) {
        return switch (checked) {
            case Checked.Invalid invalid -> release.step() + 1;
            case Checked.Valid(ReleaseSpec spec) -> release.exposures().size() + spec.left(release.reached());
        };
    }

    // Weight

    private Optional<Shares> weight() {
        return decision.memory()
                .release()
                .map(r -> new Shares(r.asked(), given.seen().share()))
                .or(this::desiredShare);
    }

    private Optional<Shares> desiredShare() {
        return switch (given.resource().checked()) {
            case Checked.Invalid invalid -> Optional.empty();
            case Checked.Valid(ReleaseSpec spec) ->
                decision.memory().serving().flatMap(spec::version).map(v -> desiredShare(spec, v.name()));
        };
    }

    /** What was observed is the share of the scope's canary, which isn't the desired version when that serves. */
    private Shares desiredShare(ReleaseSpec spec, String serving) {
        Weight asked = serving.equals(spec.desired()) ? Weight.ALL : Weight.ZERO;
        boolean ofDesired = given.resource()
                .scope()
                .filter(s -> s.canary().name().equals(spec.desired()))
                .isPresent();
        return new Shares(asked, given.seen().share().map(w -> ofDesired ? w : w.rest()));
    }

    // Verdict

    private Optional<Opinion> opinion() {
        return decision.memory()
                .release()
                .flatMap(r -> given.heard()
                        .map(Heard::judgement)
                        .filter(j -> j.releaseId().equals(r.run().id())))
                .map(Faces::opinion)
                .or(() ->
                        given.resource().status().face().flatMap(Face::verdict).filter(o -> sameRelease()));
    }

    private boolean sameRelease() {
        return given.memory().releases() == decision.memory().releases();
    }

    private static Opinion opinion(Judgement j) {
        Optional<Evidence> nearest = j.metrics().stream()
                .flatMap(m -> m.regression().stream())
                .max(Comparator.comparingDouble(e -> e.logE() - e.bound()));
        return new Opinion(
                j.verdict(),
                j.knownReason(),
                j.message(),
                j.windowEnd(),
                j.missing(),
                j.metrics().stream().map(Faces::opinion).toList(),
                nearest.map(Evidence::logE),
                nearest.map(Evidence::bound),
                j.shown());
    }

    private static MetricOpinion opinion(MetricReport m) {
        return new MetricOpinion(
                m.metric(),
                m.relativeRisk().value(),
                m.outlook().flatMap(MetricOutlook::detectableRisk),
                m.outlook().flatMap(MetricOutlook::missing).map(Missing::canaryRequests));
    }

    // Conditions

    private Condition valid() {
        return switch (given.resource().checked()) {
            case Checked.Valid valid ->
                condition(Condition.Type.VALID, State.TRUE, Reason.VALID, "the spec has no problems");
            case Checked.Invalid invalid ->
                condition(Condition.Type.VALID, State.FALSE, Reason.INVALID_SPEC, invalid.message());
        };
    }

    private Condition progressing() {
        boolean kept = held().isPresent();
        State state = decision.memory().release().isPresent() && !kept ? State.TRUE : State.FALSE;
        return condition(Condition.Type.PROGRESSING, state, decision.reason(), decision.message());
    }

    private Condition analyzing() {
        Optional<Release> analysed = decision.memory()
                .release()
                .filter(r -> r.ending().isEmpty() && !r.exposures().isEmpty());
        boolean silent = held().filter(h -> h.kind() == Held.Kind.SILENCE).isPresent();
        State state = analysed.isPresent() && !silent ? State.TRUE : State.FALSE;
        return condition(
                Condition.Type.ANALYZING,
                state,
                state == State.TRUE ? Reason.ANALYZING : decision.reason(),
                decision.message());
    }

    private Condition trafficApplied() {
        Optional<Obstacle> obstacle = Obstacle.ofRoute(given.seen().route());
        if (obstacle.isPresent()) {
            return condition(
                    Condition.Type.TRAFFIC_APPLIED,
                    given.seen().routing().isPresent() ? State.FALSE : State.UNKNOWN,
                    obstacle.get().reason(),
                    obstacle.get().message());
        }
        return otherThanAsked()
                .map(message ->
                        condition(Condition.Type.TRAFFIC_APPLIED, State.FALSE, Reason.ROUTE_NOT_AS_ASKED, message))
                .orElseGet(
                        () -> condition(Condition.Type.TRAFFIC_APPLIED, State.TRUE, Reason.ROUTE_AS_ASKED, asAsked()));
    }

    private Optional<String> otherThanAsked() {
        Routing observed = given.seen().routing().orElseThrow();
        return decision.memory()
                .release()
                .map(r -> Optional.of(given.resource().routing(r.run(), r.target()))
                        .filter(asked -> !asked.equals(observed))
                        .map(asked -> "asked %s, observed %s".formatted(asked, observed)))
                .orElseGet(() -> weight().filter(s -> !s.observed().equals(Optional.of(s.asked())))
                        .map(s -> "asked %s, observed %s"
                                .formatted(s.asked(), s.observed().orElseThrow())));
    }

    private String asAsked() {
        return given.seen()
                .shareByPods()
                .map(share -> "asked %s, which the ready pods make %s"
                        .formatted(given.seen().routing().orElseThrow(), share))
                .orElse("the route gives what was asked for");
    }

    private Condition succeeded() {
        State state = switch (decision.phase()) {
            case SERVING -> State.TRUE;
            case ROLLING_BACK, ROLLED_BACK -> State.FALSE;
            case INVALID, WAITING, PROGRESSING, PAUSED -> State.UNKNOWN;
        };
        return condition(Condition.Type.SUCCEEDED, state, decision.reason(), decision.message());
    }

    private Optional<Held> held() {
        return decision.memory().release().flatMap(Release::held);
    }

    /** The time of the last transition stays while the state does. */
    private Condition condition(Condition.Type type, State state, Reason reason, String message) {
        return new Condition(
                type,
                state,
                reason,
                message,
                before(type)
                        .filter(c -> c.state() == state)
                        .map(Condition::lastTransition)
                        .orElse(given.now()),
                given.resource().generation());
    }

    private Optional<Condition> before(Condition.Type type) {
        return given.resource().status().face().stream()
                .flatMap(f -> f.conditions().stream())
                .filter(c -> c.type() == type)
                .findFirst();
    }
}
