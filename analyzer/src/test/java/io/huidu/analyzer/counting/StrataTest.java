package io.huidu.analyzer.counting;

import static io.huidu.analyzer.counting.Scraped.ORIGIN;
import static io.huidu.analyzer.counting.Scraped.at;
import static io.huidu.analyzer.counting.Scraped.failed;
import static io.huidu.analyzer.counting.Scraped.inStratum;
import static io.huidu.analyzer.counting.Scraped.ok;
import static io.huidu.analyzer.counting.Scraped.pod;
import static io.huidu.analyzer.counting.Side.BASELINE;
import static io.huidu.analyzer.counting.Side.CANARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.verdict.Group;
import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.DataState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class StrataTest {

    private static final Grid GRID = new Grid(ORIGIN, Duration.ofSeconds(10));

    @Test
    void eachStratumIsCounted() {
        Ledger ledger = new Ledger(GRID);
        ledger.enter(List.of(
                inStratum("/cart", ok(BASELINE, pod("a"), -3, 0, 7, 5, 12, 5)),
                inStratum("/cart", failed(BASELINE, pod("a"), -3, 0, 7, 1, 12, 1)),
                inStratum("/cart", ok(BASELINE, pod("b"), -3, 0, 7, 4, 12, 4)),
                inStratum("/search", ok(BASELINE, pod("a"), -3, 0, 7, 2, 12, 2)),
                inStratum("/search", ok(CANARY, pod("c"), -3, 0, 7, 3, 12, 3))));

        CountedWindow window = ledger.takeAll(at(12)).getFirst();

        assertThat(window.baseline().strata()).containsExactly(group("/cart", 10, 1), group("/search", 2, 0));
        assertThat(window.canary().strata()).containsExactly(group("/search", 3, 0));
    }

    @Test
    void thoseWithMostRequestsBeforeTheReleaseAreToldApart() {
        Strata strata = new Strata(List.of(sample(many(60, i -> 100 + i)), sample(many(60, i -> 100 + i))));

        List<Group> bounded = strata.bounded(sample(many(60, i -> 1))).strata();

        assertThat(bounded).hasSize(Strata.MOST + 1);
        assertThat(bounded).last().isEqualTo(group(Strata.OTHER, 10, 0));
        assertThat(bounded.subList(0, Strata.MOST))
                .extracting(Group::name)
                .contains("/10", "/59")
                .doesNotContain("/9");
    }

    @Test
    void newOnesAreToldApartWhileThereIsRoomThoseOfTheBaselineFirst() {
        Strata strata = new Strata(List.of(sample(many(48, i -> 100))));
        Group busy = group("/busy", 50, 0);
        Group quiet = group("/quiet", 5, 0);
        Group late = group("/late", 500, 3);

        CountedWindow first = strata.bounded(window(sample(List.of(quiet)), sample(List.of(busy, late))));
        CountedWindow second = strata.bounded(window(sample(List.of(quiet, busy)), sample(List.of(late))));

        assertThat(first.baseline().strata()).containsExactly(quiet);
        assertThat(first.canary().strata()).containsExactly(late, group(Strata.OTHER, 50, 0));
        assertThat(second.baseline().strata()).containsExactly(quiet, group(Strata.OTHER, 50, 0));
        assertThat(second.canary().strata()).containsExactly(late);
    }

    @Test
    void theRestKeepsItsLatency() {
        Strata strata = new Strata(List.of(sample(many(50, i -> 100))));
        LatencyHistogram fast = new LatencyHistogram(new double[] {10, 20}, new long[] {1, 2, 0});
        LatencyHistogram slow = new LatencyHistogram(new double[] {10, 20}, new long[] {0, 2, 4});

        List<Group> bounded = strata.bounded(sample(List.of(new Group("/x", 3, 1, fast), new Group("/y", 6, 2, slow))))
                .strata();

        assertThat(bounded)
                .containsExactly(new Group(
                        Strata.OTHER, 9, 3, new LatencyHistogram(new double[] {10, 20}, new long[] {1, 4, 4})));
    }

    private static List<Group> many(int strata, IntToLongFunction requests) {
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < strata; i++) {
            groups.add(group("/" + i, requests.applyAsLong(i), 0));
        }
        return groups;
    }

    private static Group group(String name, long requests, long errors) {
        return new Group(name, requests, errors, LatencyHistogram.empty());
    }

    private static VersionSample sample(List<Group> strata) {
        return new VersionSample(
                strata.stream().mapToLong(Group::requests).sum(),
                strata.stream().mapToLong(Group::errors).sum(),
                LatencyHistogram.empty(),
                List.of(),
                strata);
    }

    private static CountedWindow window(VersionSample baseline, VersionSample canary) {
        return new CountedWindow(GRID.window(0), ORIGIN, baseline, canary, DataState.EXACT);
    }
}
