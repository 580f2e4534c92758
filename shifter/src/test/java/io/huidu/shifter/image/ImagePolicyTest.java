package io.huidu.shifter.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagePolicyTest {

    @ParameterizedTest
    @CsvSource({
        ">=1.2.0 <2, 1.2.0, true",
        ">=1.2.0 <2, v1.9.9, true",
        ">=1.2.0 <2, 1.4.2+build.7, true",
        ">=1.2.0 <2, 2.0.0, false",
        ">=1.2.0 <2, 1.1.9, false",
        ">=1.2.0 <2, 1.4.2-rc1, false",
        ">=1.2.0 <2, 1.4, false",
        ">=1.2.0 <2, dev, false",
        "~1.4, 1.4.9, true",
        "^1.2.3 || 3.x, 3.7.0, true",
        "1.2.0 - 1.3, 1.3.5, true",
    })
    void allowsVersionsInARange(String range, String tag, boolean allowed) {
        assertThat(new ImagePolicy.Versions(range).allows(tag)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "foo", ">=", ">=1.2.0, <2", "1.2.3.4", ">=1.2.0 || ", "latest"})
    void refusesWhatIsNoRange(String range) {
        assertThatThrownBy(() -> new ImagePolicy.Versions(range))
                .hasMessage("range: got '%s', expected one like '>=1.2.0 <2'", range);
    }

    @ParameterizedTest
    @CsvSource({
        "1.4.2, 1.4.3, true",
        "1.4.2, 1.10.0, true",
        "1.4.2, 1.4.1, false",
        "1.4.2, 1.4.2, false",
        "dev, 1.4.2, true",
        "1.4.2, 2.0.0, false"
    })
    void aLaterVersionIsAnUpgrade(String from, String to, boolean upgrade) {
        assertThat(new ImagePolicy.Versions(">=1.2.0 <2").isUpgrade(from, to)).isEqualTo(upgrade);
    }

    @Test
    void aPatternHasToMatchTheWholeTag() {
        ImagePolicy policy = new ImagePolicy.Matching(Pattern.compile("main-\\d+"));

        assertThat(policy.allows("main-17")).isTrue();
        assertThat(policy.allows("domain-17")).isFalse();
        assertThat(policy.isUpgrade("main-17", "main-17")).isFalse();
        assertThat(policy.isUpgrade("main-17", "main-18")).isTrue();
        assertThat(policy).isEqualTo(new ImagePolicy.Matching(Pattern.compile("main-\\d+")));
    }

    @Test
    void saysWhatItRefuses() {
        ImagePolicy policy = new ImagePolicy.Versions(">=1.2.0 <2");

        assertThat(policy.refusal(ImageName.parse("shop:dev").orElseThrow()))
                .contains("tag: got 'dev', expected a version in the range >=1.2.0 <2");
        assertThat(policy.refusal(ImageName.parse("shop").orElseThrow()))
                .contains("tag: got none, expected a version in the range >=1.2.0 <2");
        assertThat(policy.refusal(ImageName.parse("shop:1.4.2").orElseThrow())).isEmpty();
        assertThat(new ImagePolicy.Any().refusal(ImageName.parse("shop").orElseThrow()))
                .isEmpty();
    }

    @Test
    void nothingIsReleasedByItselfWithoutAPolicy() {
        assertThat(new ImagePolicy.Any().isUpgrade("1.0.0", "1.0.1")).isFalse();
    }
}
