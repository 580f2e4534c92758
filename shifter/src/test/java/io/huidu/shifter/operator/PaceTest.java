package io.huidu.shifter.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.events.ReleaseKey;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void spreadsThoseThatRest() {
        Duration again = Duration.ofMinutes(2);

        List<Duration> paces = IntStream.range(0, 1000)
                .mapToObj(i -> Pace.of(new ReleaseKey("shop", "service-" + i), again))
                .toList();

        assertThat(paces).allSatisfy(pace -> assertThat(pace).isBetween(Duration.ofMinutes(1), again));
        assertThat(paces.stream().distinct()).hasSizeGreaterThan(50);
    }

    @Test
    void leavesWhatIsDueSoon() {
        Duration soon = Duration.ofSeconds(15);

        assertThat(Pace.of(new ReleaseKey("shop", "servicea"), soon)).isEqualTo(soon);
    }
}
