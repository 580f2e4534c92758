package io.huidu.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.huidu.e2e.world.RestartableProcess;
import io.huidu.e2e.world.ServiceA.Behaviour;
import io.huidu.e2e.world.World;
import io.huidu.events.Counts;
import io.huidu.events.Judgement;
import io.huidu.events.Reason;
import io.huidu.events.Weight;
import io.huidu.shifter.api.CanaryReleaseStatus.Past;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Parts of the world are taken away in the middle of a release: real processes, killed and stopped. In each case the
 * release has to end as it should, and the weight never rises without a promote for exactly that rise.
 *
 * <p>Each test releases the version that doesn't serve, so that one world serves them all, in any order.
 */
@ExtendWith(SharedWorld.class)
@Order(Integer.MAX_VALUE)
class CrashTest {

    private static final Duration OUTAGE = Duration.ofSeconds(30);

    private static World world;
    private static Journal journal;
    private static Release release;

    private long releasesBefore;
    private long risesBefore;

    @BeforeAll
    static void begin(World shared) {
        world = shared;
        journal = Journal.of(world);
        release = Release.create(world, journal);
    }

    @AfterAll
    static void end() {
        journal.close();
    }

    /** Whatever was taken away meanwhile: what was said follows from what was recorded. */
    @AfterEach
    void everyJudgementComesOutAgainBitForBit() throws IOException {
        assertThat(new Recordings(world).replayed())
                .anyMatch(line -> !line.contains("\"intervals\":0,"))
                .allMatch(line -> line.endsWith("\"firstDifference\":null}}"));
    }

    /** Also after a test that failed: the next one finds everything running. */
    @AfterEach
    void theWeightRoseOnlyOnAPromoteForExactlyThatRise() {
        Stream.of(
                        world.broker().process(),
                        world.prometheus().process(),
                        world.analyzer().process(),
                        world.shifter().process())
                .forEach(CrashTest::mend);
        assertThat(new RiseRule(journal.sightings()).violations()).isEmpty();
    }

    private static void mend(RestartableProcess process) {
        if (process.current().isAlive()) {
            process.current().resume();
        } else {
            process.restart();
        }
    }

    @Test
    void anAnalyzerKilledInMidStepLosesNothing() {
        // Given
        String to = begin();
        String request = release.requestId().orElseThrow();
        Judgement before = release.judgements(request).getLast();

        // When
        world.analyzer().process().current().kill9();
        staysFor(Duration.ofSeconds(3), to, 20);
        world.analyzer().process().restart();

        // Then
        endsPromoted(to);
        assertThat(canaryOf(release.judgements(request).getLast()).requests())
                .isGreaterThan(canaryOf(before).requests());
    }

    @Test
    void aShifterKilledBetweenVerdictAndRouteRisesOnlyOnAFreshVerdict() {
        assumeTrue(world.kubernetes().isReal(), "only a real API server can take a right away");

        // Given a promotion that is recorded, and a route that could not be written
        String to = begin();
        RouteRights rights = new RouteRights(world.kubernetes().client());
        rights.takeAway();
        try {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> release.asked().filter(w -> w == 60).isPresent());
            assertThat(release.routed(to)).isEqualTo(Weight.of(20));

            // When the shifter dies, and the analyzer says no more
            world.analyzer().process().current().suspend();
            world.shifter().process().current().kill9();
        } finally {
            rights.giveBack();
        }
        staysFor(RiseRule.FRESH, to, 20);
        world.shifter().process().restart();

        // Then the one that comes back doesn't rise on the old verdict, but waits for the next
        staysFor(Duration.ofSeconds(3), to, 20);
        world.analyzer().process().current().resume();
        endsPromoted(to);
    }

    @Test
    void aBrokerStoppedForHalfAMinuteHoldsTheWeight() {
        // Given
        String to = begin();

        // When
        world.broker().process().current().stop();
        staysFor(OUTAGE, to, 20);

        // Then
        assertThat(release.reason()).contains(Reason.KAFKA_UNREACHABLE.toString());
        world.broker().process().restart();
        endsPromoted(to);
    }

    @Test
    void aPrometheusStoppedForHalfAMinuteHoldsTheWeight() {
        // Given
        String to = begin();

        // When
        world.prometheus().process().current().stop();
        staysFor(OUTAGE, to, 20);

        // Then
        assertThat(release.reason()).contains(Reason.PROMETHEUS_UNREACHABLE.toString());
        world.prometheus().process().restart();
        endsPromoted(to);
    }

    @Test
    void aReleaseIsTakenBackWhileKafkaIsAway() {
        // Given
        String from = release.serving().orElseThrow();
        String to = begin();
        world.broker().process().current().kill9();

        // When
        release.desire(from);

        // Then
        await().atMost(Duration.ofSeconds(10)).until(() -> release.routed(to).equals(Weight.ZERO));
        world.broker().process().restart();
        assertThat(release.awaitEnd(releasesBefore).reason).isEqualTo(Reason.DESIRED_CHANGED.toString());
        assertThat(release.serving()).contains(from);
    }

    @Test
    void aBadVersionIsRolledBackThoughBothServicesWereKilled() {
        // Given
        String from = release.serving().orElseThrow();
        String to = begin();

        // When
        world.analyzer().process().current().kill9();
        world.shifter().process().current().kill9();
        world.service(to).behave(Behaviour.HEALTHY.withErrorRate(0.3));
        world.analyzer().process().restart();
        world.shifter().process().restart();

        // Then
        Past past = release.awaitEnd(releasesBefore);
        assertThat(past.reason).isEqualTo(Reason.ERRORS_REGRESSED.toString());
        assertThat(release.routed(to)).isEqualTo(Weight.ZERO);
        assertThat(release.serving()).contains(from);
        world.service(to).behave(Behaviour.HEALTHY);
        release.settleFor(from);
    }

    private String begin() {
        releasesBefore = release.releases();
        risesBefore = new RiseRule(journal.sightings()).rises();
        return release.begin();
    }

    private static void staysFor(Duration time, String version, int weight) {
        await().during(time)
                .atMost(time.plusSeconds(5))
                .until(() -> release.routed(version).equals(Weight.of(weight)));
    }

    private void endsPromoted(String version) {
        Past past = release.awaitEnd(releasesBefore);
        assertThat(past.reason).as(past.message).isEqualTo(Reason.PROMOTED.toString());
        assertThat(release.serving()).contains(version);
        assertThat(release.routed(version)).isEqualTo(Weight.ALL);
        assertThat(new RiseRule(journal.sightings()).rises()).isEqualTo(risesBefore + 2);
    }

    private static Counts canaryOf(Judgement judgement) {
        return judgement.metrics().getFirst().canary();
    }
}
