package io.huidu.shifter.console.view;

import io.huidu.events.AnalysisJudged;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Command;
import io.huidu.events.CommandRefused;
import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.Judgement;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.ReleaseState;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.Wish;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened to a release, for its timeline.
 *
 * @param kind the type in one word
 * @param actor who asked for it, where somebody did
 * @param step from 1
 */
public record Happening(
        String id,
        String type,
        String kind,
        Instant time,
        String source,
        Optional<String> run,
        Optional<String> cause,
        Optional<String> reason,
        String message,
        Optional<String> actor,
        Optional<Integer> step,
        Optional<Integer> steps,
        Optional<Integer> weightAsked,
        Optional<Integer> weightObserved,
        Optional<String> image) {

    /** What an event tells; empty for one that only repeats what stands, and for what was asked but not yet done. */
    public static Optional<Happening> of(Envelope envelope) {
        return switch (envelope.event()) {
            case ReleaseChanged changed -> Optional.of(of(envelope, changed.state()));
            case AnalysisJudged judged ->
                judged.type() == EventType.ANALYSIS_PROGRESSED
                        ? Optional.empty()
                        : Optional.of(of(envelope, judged.judgement()));
            case CommandRefused refused -> Optional.of(of(envelope, refused));
            case AnalysisRequested requested -> Optional.empty();
            case Command command -> Optional.empty();
        };
    }

    private static Happening of(Envelope envelope, ReleaseState state) {
        return new Happening(
                envelope.id(),
                envelope.type().type(),
                kind(envelope.type()),
                envelope.time(),
                envelope.source().toString(),
                Optional.of(state.releaseId()),
                envelope.causationId(),
                Optional.of(state.reason().toString()),
                state.message(),
                Wish.whoAsked(state.message()),
                Optional.of(state.step() + 1),
                Optional.of(state.steps()),
                Optional.of(state.weightAsked().percent()),
                state.weightObserved().map(Weight::percent),
                state.image());
    }

    private static Happening of(Envelope envelope, Judgement judgement) {
        return new Happening(
                envelope.id(),
                envelope.type().type(),
                kind(envelope.type()),
                envelope.time(),
                envelope.source().toString(),
                Optional.of(judgement.releaseId()),
                envelope.causationId(),
                Optional.of(judgement.reason().toString()),
                judgement.message(),
                Optional.empty(),
                Optional.of(judgement.step() + 1),
                Optional.empty(),
                judgement.traffic().map(share -> share.asked().percent()),
                Optional.empty(),
                Optional.empty());
    }

    private static Happening of(Envelope envelope, CommandRefused refused) {
        return new Happening(
                envelope.id(),
                envelope.type().type(),
                kind(envelope.type()),
                envelope.time(),
                envelope.source().toString(),
                Optional.empty(),
                envelope.causationId(),
                Optional.of(refused.refusal().toString()),
                refused.message(),
                refused.actor(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** {@code weight-shifted} of {@code io.huidu.release.weight-shifted.v1}. */
    private static String kind(EventType type) {
        String[] parts = type.type().split("\\.", -1);
        return parts[parts.length - 2];
    }
}
