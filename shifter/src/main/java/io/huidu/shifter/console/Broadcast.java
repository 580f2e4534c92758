package io.huidu.shifter.console;

import io.huidu.events.ReleaseKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What is new, for everybody who listens. The last {@value #KEPT} are kept, so that one who was away for a moment goes on
 * where he was, and nobody who is slow holds anything up. Thread-safe.
 */
final class Broadcast {

    private static final int KEPT = 4_000;

    private final String process = UUID.randomUUID().toString().substring(0, 8);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final Deque<News> kept = new ArrayDeque<>();
    private long last;
    private boolean ended;

    /** Something new about a release; written as JSON once, and only when somebody wants it. */
    static final class News {

        private final long number;
        private final ReleaseKey release;
        private final String event;
        private final Supplier<?> data;
        private volatile Optional<String> json = Optional.empty();

        private News(long number, ReleaseKey release, String event, Supplier<?> data) {
            this.number = number;
            this.release = release;
            this.event = event;
            this.data = data;
        }

        long number() {
            return number;
        }

        ReleaseKey release() {
            return release;
        }

        String event() {
            return event;
        }

        String json() {
            if (json.isEmpty()) {
                json = Optional.of(new String(Json.write(data.get()), StandardCharsets.UTF_8));
            }
            return json.get();
        }
    }

    void tell(ReleaseKey release, String event, Supplier<?> data) {
        lock.lock();
        try {
            kept.addLast(new News(++last, release, event, data));
            if (kept.size() > KEPT) {
                kept.removeFirst();
            }
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more comes: nobody needs to wait for it. */
    void end() {
        lock.lock();
        try {
            ended = true;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** The number of the last. */
    long last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** Where one goes on who has heard this id last; empty where that isn't known here any more. */
    Optional<Long> numberOf(String id) {
        if (!id.matches(process + "-[0-9]{1,15}")) {
            return Optional.empty();
        }
        long number = Long.parseLong(id.substring(process.length() + 1));
        lock.lock();
        try {
            return number <= last && !isLost(number) ? Optional.of(number) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    String idOf(long number) {
        return process + "-" + number;
    }

    /**
     * Waits for what comes after a number.
     *
     * @return empty when some of it isn't kept any more; without elements when nothing came in time
     */
    Optional<List<News>> after(long number, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (last <= number && left > 0 && !ended) {
                left = more.awaitNanos(left);
            }
            return isLost(number) ? Optional.empty() : Optional.of(newerThan(number));
        } finally {
            lock.unlock();
        }
    }

    private List<News> newerThan(long number) {
        List<News> newer = new ArrayList<>();
        for (Iterator<News> latest = kept.descendingIterator(); latest.hasNext(); ) {
            News news = latest.next();
            if (news.number() <= number) {
                break;
            }
            newer.add(news);
        }
        return newer.reversed();
    }

    private boolean isLost(long number) {
        return !kept.isEmpty() && kept.getFirst().number() > number + 1;
    }
}
