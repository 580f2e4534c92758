package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.Packed;
import io.huidu.events.Exposure;
import io.huidu.events.Weight;
import java.util.Optional;

/**
 * A judge that rests between two looks: then most of what it knows is packed. What it finds is the same, bit for
 * bit. Unlike a {@link Judge} it is no value, and not safe for use by several threads.
 */
public final class RestingJudge {

    private final Packed evidence = new Packed();
    private Judge judge;
    private boolean resting;

    public RestingJudge(Judge judge) {
        this.judge = judge;
    }

    /** Adds what was counted in an interval, as {@link Judge#observe} does. */
    public void observe(IntervalSample sample, Exposure exposure) {
        judge = awake().observe(sample, exposure);
    }

    /** What the evidence says now, as {@link Judge#judge} does. */
    public Findings judge(Exposure current, Optional<Weight> nextWeight) {
        return awake().judge(current, nextWeight);
    }

    /** Whether the evidence asks for a rollback now, as {@link Judge#asksForRollback} tells. */
    public boolean asksForRollback(Exposure current, Optional<Weight> nextWeight) {
        return awake().asksForRollback(current, nextWeight);
    }

    /** Nothing more is asked for now. */
    public void rest() {
        if (!resting && judge instanceof SequentialJudge sequential) {
            evidence.clear();
            judge = sequential.pack(evidence);
            resting = true;
        }
    }

    private Judge awake() {
        if (resting && judge instanceof SequentialJudge sequential) {
            evidence.rewind();
            judge = sequential.unpack(evidence);
            resting = false;
        }
        return judge;
    }
}
