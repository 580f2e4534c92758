package io.huidu.shifter.freeze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In Berlin, 2 o'clock is skipped on 29 March 2026, and comes twice on 25 October. */
class FreezeWindowTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest(name = "{0} for {1} at {2} ends {3}")
    @CsvSource(nullValues = "-", textBlock = """
            # an evening and a weekend
            0 18 * * *,   PT12H, 2026-06-01T17:59:59+02:00, -
            0 18 * * *,   PT12H, 2026-06-01T18:00:00+02:00, 2026-06-02T06:00:00+02:00
            0 18 * * *,   PT12H, 2026-06-02T05:59:59+02:00, 2026-06-02T06:00:00+02:00
            0 18 * * *,   PT12H, 2026-06-02T06:00:00+02:00, -
            0 18 * * FRI, PT60H, 2026-06-07T12:00:00+02:00, 2026-06-08T06:00:00+02:00
            0 0 24 12 *,  PT72H, 2026-12-25T12:00:00+01:00, 2026-12-27T00:00:00+01:00
            # windows that follow one another: the last one counts
            0 * * * *,    PT3H,  2026-06-01T12:30:00+02:00, 2026-06-01T15:00:00+02:00
            # over the hour that is skipped, it lasts as long as always
            0 22 * * *,   PT8H,  2026-03-29T06:59:00+02:00, 2026-03-29T07:00:00+02:00
            0 22 * * *,   PT8H,  2026-03-29T07:00:00+02:00, -
            # a beginning that is skipped is later
            30 2 * * *,   PT1H,  2026-03-29T01:59:00+01:00, -
            30 2 * * *,   PT1H,  2026-03-29T03:29:00+02:00, -
            30 2 * * *,   PT1H,  2026-03-29T03:30:00+02:00, 2026-03-29T04:30:00+02:00
            30 2 * * *,   PT24H, 2026-03-29T03:10:00+02:00, 2026-03-29T03:30:00+02:00
            # over the hour that comes twice, it lasts as long as always
            0 22 * * *,   PT8H,  2026-10-25T04:59:00+01:00, 2026-10-25T05:00:00+01:00
            0 22 * * *,   PT8H,  2026-10-25T05:00:00+01:00, -
            # a beginning that comes twice begins twice
            30 2 * * *,   PT30M, 2026-10-25T02:29:00+02:00, -
            30 2 * * *,   PT30M, 2026-10-25T02:30:00+02:00, 2026-10-25T02:00:00+01:00
            30 2 * * *,   PT30M, 2026-10-25T02:00:00+01:00, -
            30 2 * * *,   PT1H,  2026-10-25T02:20:00+01:00, 2026-10-25T02:30:00+01:00
            30 2 * * *,   PT30M, 2026-10-25T02:30:00+01:00, 2026-10-25T03:00:00+01:00
            30 2 * * *,   PT30M, 2026-10-25T03:00:00+01:00, -
            0 * * * *,    PT10M, 2026-10-25T02:05:00+01:00, 2026-10-25T02:10:00+01:00
            """)
    void endsByTheWallOfItsZone(String cron, Duration duration, ZonedDateTime now, ZonedDateTime end) {
        FreezeWindow window = new FreezeWindow(Cron.parse(cron), duration, BERLIN);

        assertThat(window.end(now.toInstant()))
                .isEqualTo(Optional.ofNullable(end).map(ZonedDateTime::toInstant));
    }

    @Test
    void nothingIsSkippedWhereTheClockIsNeverChanged() {
        FreezeWindow window = new FreezeWindow(Cron.parse("30 2 * * *"), Duration.ofHours(1), ZoneId.of("UTC"));

        assertThat(window.end(Instant.parse("2026-03-29T02:30:00Z"))).contains(Instant.parse("2026-03-29T03:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            * * * *         | 4 parts
            0 0 18 * * FRI  | 6 parts
            60 18 * * *     | not in range
            0 18 * * FRO    | FRO
            0 0 31 2 *      | no such day
            @daily          | Nicknames
            """)
    void whatIsNoExpressionIsRefusedInWords(String text, String why) {
        assertThatThrownBy(() -> Cron.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aTextWithoutEndIsRefused() {
        assertThatThrownBy(() -> Cron.parse("0 18 * * FRI" + ",FRI".repeat(99))).hasMessageContaining("100 characters");
    }
}
