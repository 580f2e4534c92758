package io.huidu.analyzer.analysis;

import static io.huidu.analyzer.counting.Side.BASELINE;
import static io.huidu.analyzer.counting.Side.CANARY;
import static io.huidu.events.EventType.ANALYSIS_PROGRESSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.analyzer.counting.Side;
import io.huidu.analyzer.counting.Window;
import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.ReleaseKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AnalysisEngineTest {

    private static final Instant LONG_AGO = Requests.START.minusSeconds(7_200);

    private final MutableClock clock = new MutableClock(Requests.START.plusSeconds(45));
    private final InMemoryVerdicts verdicts = new InMemoryVerdicts();
    private final Troubled measurements = new Troubled(new InMemoryMeasurements(LONG_AGO)
            .traffic(BASELINE, LONG_AGO, 80, 0.8)
            .traffic(CANARY, LONG_AGO, 20, 0.2));
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger rebuilds = new AtomicInteger();
    private final AnalysisEngine engine = new AnalysisEngine(
            new AnalysisPorts(
                    measurements,
                    verdicts,
                    Recorder.NONE,
                    new AnalysisObserver() {
                        @Override
                        public void failed() {
                            failures.incrementAndGet();
                        }

                        @Override
                        public void rebuilt() {
                            rebuilds.incrementAndGet();
                        }
                    },
                    clock),
            2);

    @AfterEach
    void stop() {
        measurements.release();
        engine.close();
    }

    @Test
    void looksAtOnceWhenARequestComes() {
        AnalysisRequested request = Requests.first("servicea");

        engine.request(request);

        await().untilAsserted(() ->
                assertThat(verdicts.of(ANALYSIS_PROGRESSED, request.release())).hasSize(1));
    }

    @Test
    void aSlowPrometheusForOneReleaseDelaysNoOther() {
        AnalysisRequested slow = Requests.first("slow");
        AnalysisRequested other = Requests.first("other");

        engine.request(slow);
        await().until(measurements::isHeldUp);
        engine.request(other);

        await().untilAsserted(() ->
                assertThat(verdicts.of(ANALYSIS_PROGRESSED, other.release())).isNotEmpty());
        assertThat(verdicts.of(ANALYSIS_PROGRESSED, slow.release())).isEmpty();
    }

    @Test
    void asksNotTwiceAtATimeForOneRelease() {
        AnalysisRequested slow = Requests.first("slow");
        engine.request(slow);
        await().until(measurements::isHeldUp);

        engine.request(Requests.nextStep(slow, Requests.START.plusSeconds(44)));
        clock.advance(Requests.INTERVAL);
        measurements.release();

        await().untilAsserted(() -> assertThat(verdicts.of(ANALYSIS_PROGRESSED, slow.release()))
                .extracting(judgement -> judgement.step())
                .contains(1));
        assertThat(measurements.mostAtATime()).isEqualTo(1);
    }

    @Test
    void aDefectInOneAnalysisStopsNoOther() {
        AnalysisRequested broken = Requests.first("broken");
        AnalysisRequested other = Requests.first("other");

        engine.request(broken);
        await().until(() -> failures.get() == 1);
        engine.request(other);

        await().untilAsserted(() ->
                assertThat(verdicts.of(ANALYSIS_PROGRESSED, other.release())).isNotEmpty());
    }

    @Test
    void theSameRequestAgainChangesNothing() {
        AnalysisRequested request = Requests.first("servicea");
        engine.request(request);
        await().untilAsserted(() -> assertThat(verdicts.of(ANALYSIS_PROGRESSED)).hasSize(1));

        engine.request(request);
        engine.request(Requests.first("other"));
        await().untilAsserted(() -> assertThat(verdicts.of(ANALYSIS_PROGRESSED)).hasSize(2));

        assertThat(verdicts.of(ANALYSIS_PROGRESSED, request.release())).hasSize(1);
        assertThat(rebuilds).hasValue(2);
    }

    @Test
    void saysNothingOfAReleaseThatEndedWhileItWasLookedAt() {
        AnalysisRequested slow = Requests.first("slow");
        AnalysisRequested other = Requests.first("other");
        engine.request(slow);
        await().until(measurements::isHeldUp);

        engine.end(slow.release());
        measurements.release();
        engine.request(other);
        await().untilAsserted(() ->
                assertThat(verdicts.of(ANALYSIS_PROGRESSED, other.release())).isNotEmpty());
        await().until(() -> measurements.now() == 0);

        assertThat(verdicts.of(ANALYSIS_PROGRESSED, slow.release())).isEmpty();
    }

    @Test
    void saysWhatItCountsOfThoseWhoseEvidenceHasToWait() {
        measurements.holdUpThePast();
        AnalysisRequested request = Requests.first("servicea");

        engine.request(request);
        await().until(measurements::isHeldUp);
        engine.request(Requests.first("other"));
        engine.request(Requests.first("third"));
        clock.advance(Duration.ofSeconds(1));

        ReleaseKey third = new ReleaseKey(request.release().namespace(), "third");
        await().untilAsserted(() ->
                assertThat(verdicts.of(ANALYSIS_PROGRESSED, third)).isNotEmpty());
        assertThat(verdicts.of(ANALYSIS_PROGRESSED, third).getFirst().metrics()).isEmpty();
        measurements.release();
        await().untilAsserted(() -> assertThat(rebuilds).hasValue(3));
    }

    @Test
    void endingWhatWasNeverBegunIsHarmless() {
        engine.end(new ReleaseKey("shop", "nobody"));

        assertThat(verdicts.of(ANALYSIS_PROGRESSED)).isEmpty();
    }

    /** Holds up the release {@code slow}, and fails in a way that nobody expects for {@code broken}. */
    private static final class Troubled implements Measurements {

        private final Measurements measurements;
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final AtomicBoolean pastHeldUp = new AtomicBoolean();

        Troubled(Measurements measurements) {
            this.measurements = measurements;
        }

        boolean isHeldUp() {
            return held.getCount() == 0;
        }

        int now() {
            return now.get();
        }

        int mostAtATime() {
            return most.get();
        }

        void holdUpThePast() {
            pastHeldUp.set(true);
        }

        void release() {
            released.countDown();
        }

        private void hold() throws InterruptedException {
            held.countDown();
            assertThat(released.await(20, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public Reading read(Comparison comparison, Instant from, Instant to) throws MeasurementException {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            try {
                if (comparison.canary().workload().startsWith("slow")) {
                    hold();
                }
                if (comparison.canary().workload().startsWith("broken")) {
                    throw new IllegalStateException("a defect");
                }
                return measurements.read(comparison, from, to);
            } catch (InterruptedException e) {
                throw new MeasurementException("interrupted", e);
            } finally {
                now.decrementAndGet();
            }
        }

        @Override
        public CountedWindow estimate(Comparison comparison, Window window) throws MeasurementException {
            return measurements.estimate(comparison, window);
        }

        @Override
        public List<VersionSample> baselineBefore(
                Comparison comparison, Instant until, Duration time, Duration interval) throws MeasurementException {
            if (pastHeldUp.get()) {
                try {
                    hold();
                } catch (InterruptedException e) {
                    throw new MeasurementException("interrupted", e);
                }
            }
            return measurements.baselineBefore(comparison, until, time, interval);
        }

        @Override
        public Map<Instant, Double> numbers(
                Comparison comparison, Side side, String expression, Window first, Window last)
                throws MeasurementException {
            return measurements.numbers(comparison, side, expression, first, last);
        }
    }
}
