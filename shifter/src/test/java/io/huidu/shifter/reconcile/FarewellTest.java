package io.huidu.shifter.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.events.Weight;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FarewellTest {

    private final Bench bench = new Bench();

    @BeforeEach
    void runARelease() {
        bench.settle();
        bench.desire("v2");
        bench.settle();
        bench.settle();
        bench.news();
    }

    @Test
    void putsTheRouteBackAndEndsTheAnalysis() {
        assertThat(bench.share()).isEqualTo(Weight.of(25));

        assertThat(bench.farewell().isDone(bench.read())).isTrue();

        assertThat(bench.news()).containsExactly("release", "tombstone", "restore servicea-v1", "restore servicea-v2");
        assertThat(bench.share()).isEqualTo(Weight.ZERO);
    }

    @Test
    void tellsHowTheReleaseEnded() {
        bench.farewell().isDone(bench.read());

        assertThat(bench.delivered).last().isEqualTo("shop/servicea/12345678-1/aborted");
    }

    @Test
    void waitsAWhileForThoseWhoMissNoChange() {
        bench.messagesFail = true;
        assertThat(bench.farewell().isDone(bench.read())).isFalse();

        bench.messagesFail = false;
        assertThat(bench.farewell().isDone(bench.read())).isTrue();
    }

    @Test
    void waitsAWhileForTheRouteAndForKafka() {
        bench.routeFails = true;
        assertThat(bench.farewell().isDone(bench.read())).isFalse();

        bench.routeFails = false;
        bench.analyzerEnds = false;
        assertThat(bench.farewell().isDone(bench.read())).isFalse();

        bench.analyzerEnds = true;
        assertThat(bench.farewell().isDone(bench.read())).isTrue();
    }

    @Test
    void doesNotHoldAnObjectForEver() {
        bench.routeFails = true;
        bench.analyzerEnds = false;
        assertThat(bench.farewell().isDone(bench.read())).isFalse();

        bench.clock.pass(Duration.ofMinutes(3));

        assertThat(bench.farewell().isDone(bench.read())).isTrue();
    }
}
