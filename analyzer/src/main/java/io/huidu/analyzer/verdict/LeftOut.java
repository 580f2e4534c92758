package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.PodTally;
import java.util.List;

/** What of a version's requests isn't evidence, for the pod that answered them is an outlier. */
record LeftOut(long requests, long bad) {

    static final LeftOut NOTHING = new LeftOut(0, 0);

    /**
     * @param kept some of {@code pods}, in whatever order
     */
    static LeftOut of(List<PodTally> pods, List<PodTally> kept) {
        return pods.size() == kept.size()
                ? NOTHING
                : new LeftOut(
                        PodTally.requests(pods) - PodTally.requests(kept), PodTally.bad(pods) - PodTally.bad(kept));
    }
}
