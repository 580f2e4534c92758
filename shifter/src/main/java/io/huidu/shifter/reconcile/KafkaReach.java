package io.huidu.shifter.reconcile;

import io.huidu.shifter.rollout.Observation.Kafka;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** Whether verdicts can arrive, and since when. */
public final class KafkaReach {

    private final BooleanSupplier reachable;
    private final InstantSource clock;
    private volatile Kafka state;

    public KafkaReach(BooleanSupplier reachable, InstantSource clock) {
        this.reachable = reachable;
        this.clock = clock;
        this.state = new Kafka.Unreachable(clock.instant());
    }

    public Kafka state() {
        return state;
    }

    /** Looks again, and says whether something has changed. For one thread. */
    public boolean look() {
        boolean before = state instanceof Kafka.Reachable;
        boolean now = reachable.getAsBoolean();
        if (now != before) {
            state = now ? new Kafka.Reachable(clock.instant()) : new Kafka.Unreachable(clock.instant());
        }
        return now != before;
    }
}
