package io.huidu.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "15s, PT15S",
        "5m, PT5M",
        "1h30m, PT1H30M",
        "1h2m3s4ms, PT1H2M3.004S",
        "90s, PT1M30S",
        "0s, PT0S"
    })
    void readsWhatPeopleWrite(String text, Duration duration) {
        assertThat(DurationText.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "15", "s", "1.5h", "-5s", "5s1m", "5m5m", "1d", "5 m", "5M", "PT5M", "9999999999s"})
    void refusesWhatCouldBeMisread(String text) {
        assertThatThrownBy(() -> DurationText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("got '%s', expected a duration like 500ms, 15s, 5m or 1h30m", text);
    }

    @ParameterizedTest
    @CsvSource({"PT90S, 1m30s", "PT0S, 0s", "PT25H, 25h", "PT0.25S, 250ms", "PT1H0.001S, 1h1ms"})
    void writesTheShortestForm(Duration duration, String text) {
        assertThat(DurationText.format(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT0.0001S"})
    void refusesToWriteWhatItCouldNotReadBack(Duration duration) {
        assertThatThrownBy(() -> DurationText.format(duration))
                .hasMessage("got '%s', expected a duration of 0 or more whole milliseconds", duration);
    }

    @Test
    void readsBackWhatItWrites() {
        Random random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            Duration duration =
                    Duration.ofMillis(random.nextLong(Duration.ofDays(30).toMillis()));

            assertThat(DurationText.parse(DurationText.format(duration))).isEqualTo(duration);
        }
    }
}
