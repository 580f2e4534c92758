package io.huidu.e2e.bench.statistics.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.verdict.VersionSample;
import org.junit.jupiter.api.Test;

class ScrapedTest {

    private final Scraped scraped = new Scraped();

    @Test
    void increasesOverAMinuteByFiveIntervalsSinceSixScrapesLieInIt() {
        pass(1, 2, 4, 8, 16, 32, 64);

        assertThat(scraped.since(6)).hasValue(2);
        assertThat(scraped.canary(6))
                .hasValueSatisfying(minute -> assertThat(minute.requests()).isEqualTo(4 + 8 + 16 + 32 + 64));
    }

    @Test
    void hasNoIncreaseWhilePrometheusIsAwayNorAtItsFirstScrapeAfterwards() {
        pass(1, 2, 4);
        skip(8, 16, 32, 64, 128, 256);
        assertThat(scraped.canary(6)).isEmpty();

        pass(512);
        assertThat(scraped.canary(6)).isEmpty();

        pass(1024);
        assertThat(scraped.canary(6))
                .hasValueSatisfying(minute -> assertThat(minute.requests()).isEqualTo(1024));
    }

    @Test
    void losesNothingOverAGap() {
        pass(1, 2);
        skip(4, 8);
        assertThat(scraped.newest()).isEmpty();

        pass(16);

        assertThat(scraped.newest()).hasValueSatisfying(newest -> {
            assertThat(newest.since()).isEqualTo(2);
            assertThat(newest.canary().requests()).isEqualTo(4 + 8 + 16);
        });
    }

    private void pass(long... requests) {
        for (long n : requests) {
            scraped.add(counted(n), true);
        }
    }

    private void skip(long... requests) {
        for (long n : requests) {
            scraped.add(counted(n), false);
        }
    }

    private static Counted counted(long requests) {
        return new Counted(VersionSample.NONE, new VersionSample(requests, 0, LatencyHistogram.empty()), 0);
    }
}
