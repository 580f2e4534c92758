package io.huidu.shifter.api;

import io.huidu.shifter.freeze.Cron;
import io.huidu.shifter.freeze.FreezeWindow;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.safety.freeze}. */
record FreezeCheck(Problems problems) {

    private static final String PATH = "spec.safety.freeze";
    private static final int MOST = 20;
    private static final Duration LEAST = Duration.ofMinutes(1);

    /** The windows without a problem. */
    List<FreezeWindow> read(@Nullable List<CanaryReleaseSpec.Freeze> given) {
        List<FreezeWindow> windows = new ArrayList<>();
        if (given == null) {
            return windows;
        }
        problems.expect(given.size() <= MOST, PATH, given.size(), "at most %d windows".formatted(MOST));
        for (int i = 0; i < given.size(); i++) {
            String path = "%s[%d]".formatted(PATH, i);
            window(path, problems.known(path, given.get(i))).ifPresent(windows::add);
        }
        return windows;
    }

    private Optional<FreezeWindow> window(String path, CanaryReleaseSpec.Freeze freeze) {
        Optional<Cron> cron = cron(path + ".cron", freeze.cron);
        problems.expect(freeze.duration != null, path + ".duration", freeze.duration, "how long it lasts, such as 2h");
        Duration duration = problems.duration(path + ".duration", freeze.duration, LEAST, LEAST);
        ZoneId zone = zone(path + ".timeZone", freeze.timeZone);
        return cron.map(begins -> new FreezeWindow(begins, duration, zone));
    }

    private Optional<Cron> cron(String path, @Nullable String text) {
        String expected = "five fields, minute, hour, day of month, month, day of week, such as '0 18 * * FRI'";
        if (text == null) {
            problems.expect(false, path, text, expected);
            return Optional.empty();
        }
        try {
            return Optional.of(Cron.parse(text));
        } catch (IllegalArgumentException e) {
            problems.add("%s: got '%s', expected %s (%s)".formatted(path, text, expected, e.getMessage()));
            return Optional.empty();
        }
    }

    private ZoneId zone(String path, @Nullable String text) {
        try {
            return text == null ? ZoneOffset.UTC : ZoneId.of(text);
        } catch (DateTimeException e) {
            problems.expect(false, path, text, "a time zone such as Europe/Berlin or UTC");
            return ZoneOffset.UTC;
        }
    }
}
