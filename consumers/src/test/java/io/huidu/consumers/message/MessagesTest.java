package io.huidu.consumers.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huidu.consumers.SampleEvents;
import io.huidu.events.ReleaseChanged;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "started",
                "held",
                "paused",
                "resumed",
                "promoted",
                "rolled-back",
                "rolled-back-by-hand",
                "aborted"
            })
    void saysWhatHappenedAndWhy(String name) {
        Message message = message(Templates.USUAL, name);

        assertThat(text(message)).isEqualTo(SampleEvents.text("/golden/" + name + ".txt"));
    }

    @Test
    void takesTheWordsOfTheFileForItsOwn() {
        Templates templates = new Templates(Map.of(
                Kind.PROMOTED,
                new Templates.Pair(
                        Template.of("{{namespace}} {{name}} {{imageTag}}"),
                        Template.of("{{#image}}{{to}} runs {{image}}{{/image}}"))));

        Message message = message(templates, "promoted");

        assertThat(message.title()).isEqualTo("shop servicea 1.4.2");
        assertThat(message.text()).isEqualTo("v2 runs registry.example/shop/servicea:1.4.2");
    }

    @Test
    void refusesTemplatesThatCannotBeFilled() {
        assertThatThrownBy(() -> Template.of("{{releese}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("got '{{releese}}', expected a Mustache template of the words from, image,");
        assertThatThrownBy(() -> Template.of("{{#to}}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Template.of("{{> /etc/passwd}}")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Message message(Templates templates, String name) {
        ReleaseChanged change = SampleEvents.change(name);
        return new Messages(templates).of(Kind.of(change.type()).orElseThrow(), change);
    }

    private static String text(Message message) {
        return "%s%n%n%s%n%n%s%n"
                .formatted(
                        message.title(),
                        message.text(),
                        message.facts().stream()
                                .map(fact -> fact.name() + ": " + fact.value())
                                .collect(Collectors.joining("\n")));
    }
}
