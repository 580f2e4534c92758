package io.huidu.e2e.bench.statistics;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Everything that was measured as a page in Markdown.
 *
 * @param command what it was measured by
 */
record Page(String command, List<Result> results) {

    String text() {
        return """
                # What the statistics are worth
                Made by `%s`.

                Simulated releases: an hour each, scraped every ten seconds, with every policy looking at the same counters. A
                healthy canary is as good as the baseline; a regressed one has the fault that its scenario is named for. Unless
                the name says otherwise there are 200 requests per second, of which 0.5 %% fail, three pods of each version, and
                a fifth of the requests on the canary for the whole hour; in a *release* each policy raises the share by its own
                rules. Brackets are 95 %% intervals: Wilson's for shares, order statistics for medians.

                - *False rollbacks*: of the healthy canary in the same environment.
                - *Missed*: regressed, and still there after the hour.
                - *Requests harmed*: those that the fault has made fail, or slower than the baseline's p95, until the rollback,
                  or within the hour where there is none.
                - *Tuned*: with the constant threshold that harms the fewest requests in that very scenario and rolls back at
                  most 5 %% of the healthy releases, which nobody knows beforehand.

                ## What is to be reached
                | figure | is | target | met |
                |---|---|---|---|
                %s
                ## Requests harmed until rollback, median
                Against the best peer that rolls back at most 5 %% of the healthy releases and most of the regressed ones. One
                that takes a single interval can be equalled, and not be beaten.

                %s
                ## Each scenario
                %s""".formatted(
                        command,
                        new Targets(results).figures().stream().map(Figure::row).collect(Collectors.joining()),
                        new Comparison(results).table(),
                        new MarkdownTables(results).text());
    }
}
