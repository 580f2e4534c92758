package io.huidu.shifter.rollout;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The part of the status that decisions rest on.
 *
 * @param serving the version that serves; empty until it was learned from the route
 * @param releases how many releases there were
 * @param release the one that runs
 * @param latch what isn't tried again by itself
 * @param wayBack to the version that served before the last release got all traffic
 * @param history the last ones, newest first
 */
public record Memory(
        Optional<String> serving,
        long releases,
        Optional<Release> release,
        Optional<Latch> latch,
        Optional<WayBack> wayBack,
        List<Past> history) {

    public static final Memory NONE =
            new Memory(Optional.empty(), 0, Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    private static final int REMEMBERED = 10;

    public Memory {
        history = List.copyOf(history);
    }

    Memory serving(String version) {
        return new Memory(Optional.of(version), releases, release, latch, wayBack, history);
    }

    Memory running(Release running) {
        return new Memory(serving, running.run().number(), Optional.of(running), latch, Optional.empty(), history);
    }

    Memory latched(Latch newLatch) {
        return new Memory(serving, releases, release, Optional.of(newLatch), wayBack, history);
    }

    Memory unlatched() {
        return new Memory(serving, releases, release, Optional.empty(), wayBack, history);
    }

    Memory ended(Past past) {
        List<Past> newest = Stream.concat(Stream.of(past), history.stream())
                .limit(REMEMBERED)
                .toList();
        return new Memory(serving, releases, Optional.empty(), latch, wayBack, newest);
    }

    Memory returnable(WayBack back) {
        return new Memory(serving, releases, release, latch, Optional.of(back), history);
    }
}
