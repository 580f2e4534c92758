package io.huidu.events;

/**
 * The canary's share of the requests in the current step.
 *
 * @param asked the weight asked for
 * @param observed the share seen, 0 to 1
 * @param mismatch evidence that requests are not routed as asked
 */
public record TrafficShare(Weight asked, double observed, Evidence mismatch) {

    public TrafficShare {
        Require.that(observed >= 0 && observed <= 1, "traffic.observed", observed, "0 to 1");
    }
}
