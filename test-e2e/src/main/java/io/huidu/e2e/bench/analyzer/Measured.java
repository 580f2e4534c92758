package io.huidu.e2e.bench.analyzer;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one analyzer was seen to cost, and what happened when one of two was killed.
 *
 * @param start from its start until every release was judged
 * @param cores of processor time per second in the steady state
 * @param rssMib resident memory in the steady state
 * @param mostRssMib the most it ever had
 * @param queriesPerSecond to Prometheus in the steady state
 * @param megabytesPerSecond of its answers
 * @param judged how many intervals were judged, of all that ended in the steady state
 * @param delays from the end of an interval until its judgement was heard
 * @param takenOver what a kill led to; empty without one
 */
record Measured(
        Fleet fleet,
        Duration start,
        double cores,
        double rssMib,
        double mostRssMib,
        double queriesPerSecond,
        double megabytesPerSecond,
        double judged,
        Quantiles delays,
        Optional<TakenOver> takenOver) {

    /**
     * From the kill until a later interval was judged, of all releases.
     *
     * @param first by its counts, at least
     * @param withEvidence by all evidence of the release
     */
    record TakenOver(Quantiles first, Quantiles withEvidence) {}

    static final String HEADER = """
            | analyses | all judged after | processor | resident | at most | queries/s | per analysis and interval | MB/s | intervals judged | delay p50 | p99 | one of two killed: judged again p50 | p99 | last | with all evidence p50 | p99 | last |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
            """;

    /** Queries for each analysis in each interval. */
    double queriesPerInterval() {
        return queriesPerSecond * fleet.interval().toMillis() / 1000 / fleet.analyses();
    }

    String row() {
        return "| %,d | %.1f s | %.1f %% | %.0f MiB | %.0f MiB | %.1f | %.3f | %.1f | %.1f %% | %s | %s | %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                        fleet.analyses(),
                        start.toMillis() / 1000.0,
                        cores * 100,
                        rssMib,
                        mostRssMib,
                        queriesPerSecond,
                        queriesPerInterval(),
                        megabytesPerSecond,
                        judged * 100,
                        delays.text(0.5),
                        delays.text(0.99),
                        takenOver(TakenOver::first, 0.5),
                        takenOver(TakenOver::first, 0.99),
                        takenOver(TakenOver::first, 1),
                        takenOver(TakenOver::withEvidence, 0.5),
                        takenOver(TakenOver::withEvidence, 0.99),
                        takenOver(TakenOver::withEvidence, 1));
    }

    Measured andTakenOver(TakenOver times) {
        return new Measured(
                fleet,
                start,
                cores,
                rssMib,
                mostRssMib,
                queriesPerSecond,
                megabytesPerSecond,
                judged,
                delays,
                Optional.of(times));
    }

    private String takenOver(Function<TakenOver, Quantiles> which, double share) {
        return takenOver.map(which).map(times -> times.text(share)).orElse("");
    }
}
