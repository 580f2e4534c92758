package io.huidu.analyzer.counting;

import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.DataState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What one version did in a time that is over. */
public final class Past {

    private Past() {}

    /**
     * Counts as a {@link Ledger} does.
     *
     * @param grid begins where counting does
     * @param series of the baseline
     * @param until up to when samples are there
     * @return the windows that are complete by then and have data, oldest first
     */
    public static List<VersionSample> of(Grid grid, Collection<Series> series, Instant until) {
        Ledger ledger = new Ledger(grid);
        ledger.enter(series);
        return ledger.takeAll(until).stream()
                .filter(counted -> counted.state() != DataState.NO_DATA)
                .map(CountedWindow::baseline)
                .toList();
    }
}
