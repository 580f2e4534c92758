package io.huidu.events;

/**
 * What a query has told of both versions.
 *
 * @param intervals how many intervals had a number of both
 * @param baseline the mean of the baseline's numbers in them
 * @param canary the mean of the canary's
 */
public record QueryReport(long intervals, double baseline, double canary) {

    public QueryReport {
        Require.that(intervals > 0, "query.intervals", intervals, "1 or more");
        Require.that(Double.isFinite(baseline), "query.baseline", baseline, "a finite number");
        Require.that(Double.isFinite(canary), "query.canary", canary, "a finite number");
    }
}
