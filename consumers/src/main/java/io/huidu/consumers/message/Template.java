package io.huidu.consumers.message;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import io.huidu.events.EventType;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.ReleaseKey;
import io.huidu.events.ReleaseState;
import io.huidu.events.Weight;
import java.util.Map;
import java.util.Optional;

/**
 * A text with places for the words of an event, in Mustache: {@code {{release}}: {{to}} was rolled back}. It can neither
 * compute nor read anything else, and escapes nothing: that is the channel's to do.
 */
public final class Template {

    private static final Mustache.Compiler COMPILER =
            Mustache.compiler().escapeHTML(false).emptyStringIsFalse(true);

    private static final Map<String, String> SAMPLE = Words.of(new ReleaseChanged(
            EventType.RELEASE_STARTED,
            new ReleaseState(
                    new ReleaseKey("shop", "servicea"),
                    "shop/servicea/01234567-1",
                    "v1",
                    "v2",
                    0,
                    4,
                    Weight.of(5),
                    Optional.of(Weight.of(5)),
                    Reason.STARTED,
                    "a sentence",
                    Optional.empty(),
                    Optional.of("servicea:1.4.2"))));

    /** What a text must be. */
    public static final String EXPECTED = "a Mustache template of the words " + String.join(", ", SAMPLE.keySet());

    private final com.samskivert.mustache.Template template;

    private Template(com.samskivert.mustache.Template template) {
        this.template = template;
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException when it can't be read, or names a word that there isn't
     */
    public static Template of(String text) {
        try {
            Template template = new Template(COMPILER.compile(text));
            template.filled(SAMPLE);
            return template;
        } catch (MustacheException | UnsupportedOperationException e) {
            throw new IllegalArgumentException("got '%s', expected %s".formatted(text, EXPECTED), e);
        }
    }

    /** The text for an event. */
    public String of(ReleaseChanged changed) {
        return filled(Words.of(changed));
    }

    private String filled(Map<String, String> words) {
        return template.execute(words).strip();
    }
}
