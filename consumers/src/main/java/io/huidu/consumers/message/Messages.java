package io.huidu.consumers.message;

import io.huidu.consumers.message.Message.Fact;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.ReleaseState;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Makes messages of events. */
public final class Messages {

    private static final int LONGEST_TITLE = 140;
    private static final int LONGEST_TEXT = 1_500;
    private static final int LONGEST_FACT = 400;

    /** Characters that show nothing, or turn the order of what stands beside them; line breaks are kept. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\n]]");

    private final Templates templates;

    public Messages(Templates templates) {
        this.templates = templates;
    }

    /** The message of an event of a kind. */
    public Message of(Kind kind, ReleaseChanged changed) {
        ReleaseState state = changed.state();
        List<Fact> facts = new ArrayList<>();
        state.judgement().ifPresent(judgement -> facts.addAll(new Evidences(state, judgement).facts()));
        facts.add(new Fact("Traffic", traffic(state)));
        state.image().ifPresent(image -> facts.add(new Fact("Image", image)));
        facts.add(new Fact(
                "More",
                "kubectl describe crel -n %s %s"
                        .formatted(state.release().namespace(), state.release().name())));
        return new Message(
                kind,
                clipped(templates.title(kind, changed).replace('\n', ' '), LONGEST_TITLE),
                clipped(templates.text(kind, changed), LONGEST_TEXT),
                facts.stream()
                        .map(fact -> new Fact(fact.name(), clipped(fact.value().replace('\n', ' '), LONGEST_FACT)))
                        .toList());
    }

    private static String traffic(ReleaseState state) {
        String observed = state.weightObserved()
                .map(weight -> weight.equals(state.weightAsked())
                        ? "%s has %s".formatted(state.to(), weight)
                        : "%s has %s, asked for are %s".formatted(state.to(), weight, state.weightAsked()))
                .orElse("%s is to have %s; the route can't be read".formatted(state.to(), state.weightAsked()));
        return "%s; step %d of %d".formatted(observed, state.step() + 1, state.steps());
    }

    private static String clipped(String text, int most) {
        String visible = INVISIBLE.matcher(text).replaceAll(" ").strip();
        if (visible.length() <= most) {
            return visible;
        }
        int end = Character.isHighSurrogate(visible.charAt(most - 2)) ? most - 2 : most - 1;
        return visible.substring(0, end) + "…";
    }
}
