package io.huidu.consumers.message;

import io.huidu.events.ReleaseChanged;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The title and the text of each kind of message: what the file says, and for the rest what is here. */
public final class Templates {

    /** A title and a text. */
    public record Pair(Template title, Template text) {}

    /** Of all kinds. */
    public static final Templates USUAL = new Templates(Map.of());

    private final Map<Kind, Pair> pairs = new EnumMap<>(Kind.class);

    /** @param others in place of the usual ones */
    public Templates(Map<Kind, Pair> others) {
        for (Kind kind : Kind.values()) {
            pairs.put(kind, others.getOrDefault(kind, usual(kind)));
        }
    }

    /** The usual title and text of a kind. */
    public static Pair usual(Kind kind) {
        return switch (kind) {
            case STARTED -> pair("{{release}}: {{to}} is being released", "{{message}}.");
            case STEP_ENTERED -> pair("{{release}}: {{to}} has {{weight}}", "{{message}}.");
            case WEIGHT_SHIFTED -> pair("{{release}}: {{to}} is to have {{weight}}", "{{message}}.");
            case HELD -> pair("{{release}}: held at {{weight}}: {{reason}}", """
                {{message}}.
                {{to}} gets no more traffic meanwhile. It goes on by itself when this is over; if it lasts too long, \
                the deadlines in spec.safety decide.\
                """);
            case PAUSED -> pair("{{release}}: waits for a person at {{weight}}: {{reason}}", """
                {{message}}.
                {{to}} keeps its traffic until somebody lets it go on; it is still rolled back if it turns out worse.\
                """);
            case RESUMED -> pair("{{release}}: goes on at {{weight}}", "{{message}}.");
            case PROMOTED -> pair("{{release}}: {{to}} has been promoted", "{{message}}.");
            case ROLLED_BACK -> pair("{{release}}: {{to}} was rolled back: {{reason}}", """
                {{message}}.
                All traffic is on {{from}} again. {{to}} is not tried again until it has a new build, or somebody asks \
                for a retry.\
                """);
            case ABORTED -> pair("{{release}}: the release of {{to}} was given up: {{reason}}", """
                {{message}}.
                All traffic is on {{from}}.\
                """);
        };
    }

    String title(Kind kind, ReleaseChanged changed) {
        return Objects.requireNonNull(pairs.get(kind)).title().of(changed);
    }

    /** A sentence that an event brings may end with a full stop of its own. */
    String text(Kind kind, ReleaseChanged changed) {
        return Objects.requireNonNull(pairs.get(kind)).text().of(changed).replaceAll("(?m)\\.\\.$", ".");
    }

    private static Pair pair(String title, String text) {
        return new Pair(Template.of(title), Template.of(text));
    }
}
