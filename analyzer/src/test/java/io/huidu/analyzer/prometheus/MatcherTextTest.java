package io.huidu.analyzer.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherTextTest {

    @Test
    void readsMatchersOfEveryKind() {
        List<Matcher> matchers = MatcherText.parse(" {a=\"x\", b!=\"y\" ,c=~\"z{2}.*\",d!~\"\"} ");

        assertThat(matchers)
                .extracting(Matcher::toString)
                .containsExactly("a=\"x\"", "b!=\"y\"", "c=~\"z{2}.*\"", "d!~\"\"");
    }

    @Test
    void needsNoBracesAndKeepsEscapes() {
        Matcher matcher = MatcherText.parse("path=\"C:\\\\a \\\"b\\\"\\n\"").getFirst();

        assertThat(matcher.value()).isEqualTo("C:\\a \"b\"\n");
        assertThat(matcher).hasToString("path=\"C:\\\\a \\\"b\\\"\\n\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "a",
                "a=b",
                "http_requests_total{a=\"b\"}",
                "a=\"b\" c=\"d\"",
                "a=\"b",
                "a=\"\\d\"",
                "{a=\"b\"",
                "a==\"b\"",
                "1a=\"b\""
            })
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> MatcherText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("got '%s', expected label matchers like {namespace=\"shop\",pod=~\"servicea-v1-.+\"}"
                        .formatted(text));
    }
}
