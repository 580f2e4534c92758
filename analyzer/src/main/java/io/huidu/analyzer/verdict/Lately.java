package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.MantelHaenszel;
import io.huidu.analyzer.statistics.Packed;
import io.huidu.events.Counts;
import java.time.Instant;

/**
 * What was seen since the moment at which a regression most likely set in, in evidence of it: what a release that has
 * gone well for long would otherwise water down.
 *
 * @param since the beginning of the first interval counted
 * @param fromTheBeginning whether that is the first interval of all
 */
record Lately(Instant since, boolean fromTheBeginning, Counts baseline, Counts canary, MantelHaenszel estimate) {

    static final Lately NOTHING = new Lately(Instant.EPOCH, true, Counts.NONE, Counts.NONE, MantelHaenszel.NONE);

    private static Lately from(Instant since, boolean fromTheBeginning) {
        return new Lately(since, fromTheBeginning, Counts.NONE, Counts.NONE, MantelHaenszel.NONE);
    }

    /**
     * Adds an interval.
     *
     * @param begins whether the regression most likely set in just with it
     */
    Lately plus(IntervalSample sample, Sightings seen, boolean begins) {
        boolean isFirst = equals(NOTHING);
        return isFirst || begins ? from(sample.start(), isFirst).plus(seen) : plus(seen);
    }

    void pack(Packed to) {
        to.add(since.getEpochSecond());
        to.add(since.getNano());
        to.add(fromTheBeginning);
        CoinState.pack(baseline, to);
        CoinState.pack(canary, to);
        estimate.pack(to);
    }

    static Lately unpack(Packed from) {
        return new Lately(
                Instant.ofEpochSecond(from.nextLong(), from.nextInt()),
                from.nextBoolean(),
                CoinState.unpackCounts(from),
                CoinState.unpackCounts(from),
                MantelHaenszel.unpack(from));
    }

    private Lately plus(Sightings seen) {
        return new Lately(
                since,
                fromTheBeginning,
                baseline.plus(
                        new Counts(seen.regression().n1(), seen.regression().k1())),
                canary.plus(new Counts(seen.regression().n2(), seen.regression().k2())),
                seen.onRegression(estimate));
    }
}
