package io.huidu.shifter.console.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts tries by whoever tries, for a time from the first on. Bounded and thread-safe. */
public final class Tries {

    private static final int MOST_KNOWN = 10_000;

    private final int most;
    private final Cache<String, AtomicInteger> counts;

    /** Of which so many may come within this time. */
    public Tries(int most, Duration time) {
        this.most = most;
        this.counts = Caffeine.newBuilder()
                .expireAfterWrite(time)
                .maximumSize(MOST_KNOWN)
                .build();
    }

    /** One more; whether it is still among those that may come. */
    public boolean count(String who) {
        return counts.get(who, first -> new AtomicInteger()).incrementAndGet() <= most;
    }

    /** Whether no more may come. */
    boolean isOver(String who) {
        return counts.get(who, first -> new AtomicInteger()).get() >= most;
    }
}
