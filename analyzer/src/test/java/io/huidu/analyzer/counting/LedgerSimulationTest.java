package io.huidu.analyzer.counting;

import static io.huidu.analyzer.counting.Scraped.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.analyzer.verdict.Group;
import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.DataState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random pods, restarts, gaps and scrapes; the seed is the test's argument, so a failure names it. */
class LedgerSimulationTest {

    private static final int END = 400_000;
    private static final int PIECE = 70_000;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void windowsAddUpToWhatTheScrapesHaveShown(long seed) {
        Simulation world = new Simulation(seed, END);

        long requests = 0;
        long failed = 0;
        for (CountedWindow counted : rebuild(world, grid(seed))) {
            requests += counted.baseline().requests() + counted.canary().requests();
            failed += counted.baseline().errors() + counted.canary().errors();
            if (counted.state() != DataState.NO_DATA) {
                long end = millis(counted.window().end());
                assertThat(requests).as("requests until %d", end).isEqualTo(world.requestsShownBy(end));
                assertThat(failed).as("failures until %d", end).isEqualTo(world.failuresShownBy(end));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void thePodsOfAVersionAddUpToIt(long seed) {
        Simulation world = new Simulation(seed, END);

        for (CountedWindow counted : rebuild(world, grid(seed))) {
            for (VersionSample version : List.of(counted.baseline(), counted.canary())) {
                assertThat(version.pods().stream().mapToLong(Group::requests).sum())
                        .isEqualTo(version.requests());
                assertThat(version.pods().stream().mapToLong(Group::errors).sum())
                        .isEqualTo(version.errors());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aRebuildCountsTheSameWindowsAsTheLiveAnalysis(long seed) {
        Simulation world = new Simulation(seed, END);

        List<CountedWindow> live = live(world, grid(seed), new Random(-seed));
        List<CountedWindow> rebuilt = rebuild(world, grid(seed));

        assertThat(live).hasSizeGreaterThan(5);
        assertThat(rebuilt.subList(0, Math.min(rebuilt.size(), live.size())))
                .isEqualTo(live.subList(0, Math.min(rebuilt.size(), live.size())));
    }

    private static Grid grid(long seed) {
        return new Grid(ORIGIN, Duration.ofMillis(5_000 + 1_000 * new Random(seed).nextInt(20)));
    }

    /** Looks now and then at what can be seen by then. */
    private static List<CountedWindow> live(Simulation world, Grid grid, Random random) {
        Ledger ledger = new Ledger(grid);
        List<CountedWindow> windows = new ArrayList<>();
        for (long now = 1; now < END; now += 1 + random.nextInt(10_000)) {
            long from = ledger.next().index() == 0
                    ? -Simulation.LOOKBACK
                    : millis(ledger.next().start());
            ledger.enter(world.read(from, now, now));
            windows.addAll(ledger.takeAll(ORIGIN.plusMillis(now)));
        }
        return windows;
    }

    /** Reads the past, piece by piece. */
    private static List<CountedWindow> rebuild(Simulation world, Grid grid) {
        Ledger ledger = new Ledger(grid);
        List<CountedWindow> windows = new ArrayList<>();
        for (long from = -Simulation.LOOKBACK; from < END; from += PIECE) {
            long to = Math.min(END, from + PIECE);
            ledger.enter(world.read(from, to, Long.MAX_VALUE));
            windows.addAll(ledger.takeAll(ORIGIN.plusMillis(to)));
        }
        return windows;
    }

    private static long millis(Instant instant) {
        return instant.toEpochMilli() - ORIGIN.toEpochMilli();
    }
}
