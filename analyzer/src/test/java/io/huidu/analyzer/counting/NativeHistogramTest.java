package io.huidu.analyzer.counting;

import static io.huidu.analyzer.counting.Scraped.ORIGIN;
import static io.huidu.analyzer.counting.Scraped.at;
import static io.huidu.analyzer.counting.Scraped.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.analyzer.counting.NativeHistogram.Bucket;
import io.huidu.analyzer.statistics.LatencyHistogram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeHistogramTest {

    private static final double UNIT = 1000;

    private final List<Series> entered = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"8, 4", "5, 4", "4, 4", "3, 3", "0, 0", "-1, -1", "-4, -4"})
    void tellsTheSchemaByItsBuckets(int schema, int told) {
        NativeHistogram histogram = new NativeHistogram(0, 3, List.of(bucket(schema, 0.3, 1), bucket(schema, 20, 2)));

        assertThat(histogram.schema()).isEqualTo(OptionalInt.of(told));
    }

    @Test
    void bucketsOfAnotherKindTellNothing() {
        NativeHistogram custom = new NativeHistogram(0, 3, List.of(new Bucket(0.05, 0.1, 1), new Bucket(0.1, 0.25, 2)));

        assertThat(custom.schema()).isEmpty();
        assertThat(NativeHistogram.classic(List.of(custom), UNIT)).isEmpty();
    }

    @Test
    void countsWhatIsWithinEachBound() {
        // Schema 0: the bounds are powers of two, of seconds.
        NativeHistogram histogram = new NativeHistogram(
                7,
                10,
                List.of(
                        new Bucket(-1e-9, 1e-9, 1),
                        new Bucket(0.125, 0.25, 2),
                        new Bucket(0.5, 1, 3),
                        new Bucket(128, 256, 4)));

        Map<Meaning.Bucket, List<Sample>> run =
                NativeHistogram.classic(List.of(histogram), UNIT).getFirst();

        assertThat(run.keySet())
                .allSatisfy(b -> assertThat(b.schema()).hasValue(0))
                .hasSize(1 + 20)
                .contains(new Meaning.Bucket(0.1220703125, OptionalInt.of(0)));
        assertThat(upTo(run, 125)).isEqualTo(1);
        assertThat(upTo(run, 250)).isEqualTo(1 + 2);
        assertThat(upTo(run, 500)).isEqualTo(1 + 2);
        assertThat(upTo(run, 1000)).isEqualTo(1 + 2 + 3);
        assertThat(upTo(run, 64_000)).isEqualTo(1 + 2 + 3);
        assertThat(upTo(run, Double.POSITIVE_INFINITY)).isEqualTo(10);
    }

    @Test
    void theLedgerCountsItsIncreases() {
        enter(histogram(-3, 4, 100, 5), histogram(7, 4, 100, 9, 200, 2), histogram(12, 4, 100, 9, 200, 2));

        LatencyHistogram latency = first();

        assertThat(latency.total()).isEqualTo(4 + 2);
        assertThat(latency.countAbove(latency.boundAtOrAbove(100))).isEqualTo(2);
        assertThat(latency.boundAtOrAbove(100)).isBetween(100.0, 104.5);
        assertThat(latency.countAbove(latency.boundAtOrAbove(200))).isZero();
    }

    @Test
    void aCoarserSchemaGoesOnCounting() {
        enter(
                histogram(-3, 4, 100, 5),
                histogram(2, 4, 100, 9, 200, 2),
                histogram(7, 1, 100, 12, 200, 6),
                histogram(12, 1, 100, 12, 200, 6));

        LatencyHistogram latency = first();

        assertThat(latency.total()).isEqualTo(7 + 6);
        assertThat(latency.countAbove(latency.boundAtOrAbove(100))).isEqualTo(6);
        assertThat(latency.boundAtOrAbove(100)).isEqualTo(125);
    }

    @Test
    void aResetToAFinerSchemaCountsInFull() {
        enter(histogram(-3, 1, 100, 50), histogram(2, 1, 100, 60), histogram(7, 4, 100, 3), histogram(12, 4, 100, 3));

        LatencyHistogram latency = first();

        assertThat(latency.total()).isEqualTo(10 + 3);
        assertThat(latency.countAbove(125)).isZero();
        assertThat(latency.countAbove(62.5)).isEqualTo(10 + 3);
    }

    @Test
    void podsOfDifferentSchemasAreCountedOnTheBoundsTheyShare() {
        enterOf(
                pod("v1-a"),
                histogram(-3, 4, 100, 0),
                histogram(7, 4, 100, 2, 200, 1),
                histogram(12, 4, 100, 2, 200, 1));
        enterOf(
                pod("v1-b"),
                histogram(-3, 2, 100, 0),
                histogram(7, 2, 100, 3, 200, 7),
                histogram(12, 2, 100, 3, 200, 7));

        LatencyHistogram latency = first();

        assertThat(latency.total()).isEqualTo(3 + 10);
        assertThat(latency.boundAtOrAbove(100)).isBetween(100.0, 119.0);
        assertThat(latency.countAbove(latency.boundAtOrAbove(100))).isEqualTo(1 + 7);
    }

    private void enter(NativeHistogram... values) {
        enterOf(pod("v1-a"), values);
    }

    private void enterOf(Target target, NativeHistogram... values) {
        Part part = new Part(Optional.of(target.pod()), Optional.empty());
        for (var run : NativeHistogram.classic(List.of(values), UNIT)) {
            run.forEach((bucket, samples) -> entered.add(new Series(
                    Scraped.id(target.pod() + bucket.upperBoundMillis()),
                    Side.BASELINE,
                    part,
                    target,
                    bucket,
                    samples)));
        }
        List<Sample> counts = List.of(values).stream()
                .map(value -> new Sample(value.atMillis(), value.count()))
                .toList();
        entered.add(
                new Series(Scraped.id(target.pod()), Side.BASELINE, part, target, new Meaning.Requests(false), counts));
    }

    private LatencyHistogram first() {
        Ledger ledger = new Ledger(new Grid(ORIGIN, Duration.ofSeconds(10)));
        ledger.enter(entered);
        return ledger.takeAll(at(12)).getFirst().baseline().latency();
    }

    /** Milliseconds and counts, as scraped at a second. */
    private static NativeHistogram histogram(int second, int schema, int... millisAndCounts) {
        List<Bucket> buckets = new ArrayList<>();
        double count = 0;
        for (int i = 0; i < millisAndCounts.length; i += 2) {
            count += millisAndCounts[i + 1];
            if (millisAndCounts[i + 1] > 0) {
                buckets.add(bucket(schema, millisAndCounts[i] / UNIT, millisAndCounts[i + 1]));
            }
        }
        return new NativeHistogram(at(second).toEpochMilli(), count, buckets);
    }

    /** The bucket of a schema in which a value lies. */
    private static Bucket bucket(int schema, double value, double count) {
        double perDoubling = Math.pow(2, schema);
        double index = Math.ceil(perDoubling * Math.log(value) / Math.log(2));
        return new Bucket(Math.pow(2, (index - 1) / perDoubling), Math.pow(2, index / perDoubling), count);
    }

    private static double upTo(Map<Meaning.Bucket, List<Sample>> run, double millis) {
        return Objects.requireNonNull(run.get(new Meaning.Bucket(millis, OptionalInt.of(0))))
                .getFirst()
                .value();
    }
}
