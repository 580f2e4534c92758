package io.huidu.e2e.faults;

import io.huidu.e2e.faults.Sighting.Desired;
import io.huidu.e2e.faults.Sighting.Routed;
import io.huidu.e2e.faults.Sighting.Said;
import io.huidu.events.AnalysisJudged;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Judgement;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rule 2 of the design, checked from outside: after a release's first step, the weight rises only when the analyzer was
 * asked about exactly the weight before and the weight after, and has answered exactly that request with promote, since
 * this release was asked for and not long ago.
 */
record RiseRule(List<Sighting> sightings) {

    /** After half a minute the shifter calls the analyzer silent, and no verdict counts; with some seconds to act. */
    static final Duration FRESH = Duration.ofSeconds(35);

    RiseRule {
        sightings =
                sightings.stream().sorted(Comparator.comparing(Sighting::at)).toList();
    }

    /** How many times the weight rose after a first step: a rule that was never put to the test proves nothing. */
    long rises() {
        return rising().filter(rise -> !rise.isFirst()).count();
    }

    /** Each rise that broke the rule, in a sentence. */
    List<String> violations() {
        return rising().filter(
                        rise -> !rise.isFirst() && promotes(rise).findAny().isEmpty())
                .map(rise -> "%s rose from %s to %s at %s without a promote for that since %s; promotes were: %s"
                        .formatted(rise.version, rise.before, rise.after, rise.at, rise.since, allPromotes()))
                .toList();
    }

    private record Rise(String version, Weight before, Weight after, Instant at, Instant since) {
        boolean isFirst() {
            return before.equals(Weight.ZERO);
        }
    }

    private Stream<Rise> rising() {
        List<Routed> routes = all(Routed.class).toList();
        List<Rise> rises = new ArrayList<>();
        for (int i = 1; i < routes.size(); i++) {
            Routed before = routes.get(i - 1);
            Routed after = routes.get(i);
            last(Desired.class, after.at())
                    .filter(Desired::isRelease)
                    .map(desired -> rise(desired, before, after))
                    .filter(rise -> rise.after.isAbove(rise.before))
                    .ifPresent(rises::add);
        }
        return rises.stream();
    }

    private Rise rise(Desired desired, Routed before, Routed after) {
        Instant fresh = after.at().minus(FRESH);
        Instant since = fresh.isAfter(desired.at()) ? fresh : desired.at();
        String version = desired.version();
        return new Rise(version, before.to(version), after.to(version), after.at(), since);
    }

    private Stream<Judgement> promotes(Rise rise) {
        List<String> requests = events(AnalysisRequested.class, rise.at)
                .filter(request -> request.canary().name().equals(rise.version))
                .filter(request -> request.current().weight().equals(rise.before))
                .filter(request -> request.nextWeight().equals(Optional.of(rise.after)))
                .map(AnalysisRequested::requestId)
                .toList();
        return all(Said.class)
                .filter(said -> said.at().isAfter(rise.since) && !said.at().isAfter(rise.at))
                .map(said -> said.envelope().event())
                .filter(AnalysisJudged.class::isInstance)
                .map(event -> ((AnalysisJudged) event).judgement())
                .filter(judgement -> judgement.verdict() == Verdict.PROMOTE)
                .filter(judgement -> requests.contains(judgement.requestId()));
    }

    private List<String> allPromotes() {
        return all(Said.class)
                .filter(said -> said.envelope().event() instanceof AnalysisJudged judged
                        && judged.judgement().verdict() == Verdict.PROMOTE)
                .map(said -> said.envelope().id() + " at " + said.at())
                .toList();
    }

    private <E> Stream<E> events(Class<E> type, Instant until) {
        return all(Said.class)
                .filter(said -> !said.at().isAfter(until))
                .map(said -> said.envelope().event())
                .filter(type::isInstance)
                .map(type::cast);
    }

    private <S extends Sighting> Optional<S> last(Class<S> type, Instant until) {
        return all(type).filter(s -> !s.at().isAfter(until)).reduce((first, second) -> second);
    }

    private <S extends Sighting> Stream<S> all(Class<S> type) {
        return sightings.stream().filter(type::isInstance).map(type::cast);
    }
}
