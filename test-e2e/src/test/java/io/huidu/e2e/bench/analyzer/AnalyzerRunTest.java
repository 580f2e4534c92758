package io.huidu.e2e.bench.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.e2e.world.Broker;
import io.huidu.e2e.world.BrokerProcess;
import io.huidu.e2e.world.Scratch;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bench of the analyzer in a size that every build can afford. */
@Timeout(300)
class AnalyzerRunTest {

    @Test
    void judgesAllReleasesWithFewerQueriesThanReleases() throws InterruptedException, IOException {
        try (Scratch scratch = Scratch.create("kafka");
                Broker broker = BrokerProcess.start(scratch.root());
                PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Fleet fleet = new Fleet(60, Duration.ofSeconds(3), Duration.ofSeconds(3), Instant.now());

            Measured measured = new AnalyzerRun(fleet, Duration.ofSeconds(9), "128m", AnalyzerRun.End.STOPPED, silent)
                    .measure(broker);

            assertThat(measured.judged()).isPositive();
            assertThat(measured.queriesPerInterval())
                    .as("at least ten, if each release were asked for alone")
                    .isLessThan(1);
        }
    }
}
