package io.huidu.consumers.message;

import io.huidu.events.EventType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The things that happen to a release of which people can be told. */
public enum Kind {
    STARTED(EventType.RELEASE_STARTED, Tone.PLAIN),
    STEP_ENTERED(EventType.RELEASE_STEP_ENTERED, Tone.PLAIN),
    WEIGHT_SHIFTED(EventType.RELEASE_WEIGHT_SHIFTED, Tone.PLAIN),
    HELD(EventType.RELEASE_HELD, Tone.WARNING),
    PAUSED(EventType.RELEASE_PAUSED, Tone.WARNING),
    RESUMED(EventType.RELEASE_RESUMED, Tone.PLAIN),
    PROMOTED(EventType.RELEASE_PROMOTED, Tone.GOOD),
    ROLLED_BACK(EventType.RELEASE_ROLLED_BACK, Tone.BAD),
    ABORTED(EventType.RELEASE_ABORTED, Tone.WARNING);

    /** What is told where nothing else is asked for: not each step, and not each change of the route. */
    public static final Set<Kind> USUAL = Set.copyOf(EnumSet.complementOf(EnumSet.of(STEP_ENTERED, WEIGHT_SHIFTED)));

    private final EventType type;
    private final Tone tone;

    Kind(EventType type, Tone tone) {
        this.type = type;
        this.tone = tone;
    }

    /** How it is for those who are told. */
    public enum Tone {
        PLAIN,
        GOOD,
        WARNING,
        BAD
    }

    public Tone tone() {
        return tone;
    }

    /** The kind of an event; empty for one of which nobody is told. */
    public static Optional<Kind> of(EventType type) {
        return Arrays.stream(values()).filter(kind -> kind.type == type).findFirst();
    }

    /** The kind of this name, such as {@code rolled-back}. */
    public static Optional<Kind> named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
