package io.huidu.consumers.listen;

import io.huidu.events.AnalysisJudged;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Command;
import io.huidu.events.CommandRefused;
import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.Judgement;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.ReleaseState;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/** One event as one line for people. */
final class StoryLine {

    /** Some texts come from containers; a terminal must not obey them. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    private StoryLine() {}

    static String of(Envelope envelope) {
        String line = "%s  %s  %-12s  %s"
                .formatted(
                        envelope.time().truncatedTo(ChronoUnit.SECONDS),
                        envelope.release(),
                        word(envelope.type()),
                        what(envelope));
        return UNPRINTABLE.matcher(line).replaceAll(" ");
    }

    private static String what(Envelope envelope) {
        return switch (envelope.event()) {
            case ReleaseChanged changed -> what(changed.type(), changed.state());
            case AnalysisJudged(EventType type, Judgement judgement) ->
                "%s (%s)".formatted(judgement.message(), judgement.reason());
            case AnalysisRequested request -> request.requestId();
            case CommandRefused refused ->
                "%s, %s (%s)".formatted(refused.command(), refused.message(), refused.refusal());
            case Command command -> "%s: %s".formatted(command.actor(), command.reason());
        };
    }

    private static String what(EventType type, ReleaseState state) {
        String image = type == EventType.RELEASE_STARTED
                ? state.image().map(", image "::concat).orElse("")
                : "";
        return "%s%s (%s)".formatted(state.message(), image, state.reason());
    }

    /** {@code rolled-back} of {@code io.huidu.release.rolled-back.v1}. */
    private static String word(EventType type) {
        String[] parts = type.type().split("\\.", -1);
        return parts[parts.length - 2].toLowerCase(Locale.ROOT);
    }
}
