package io.huidu.shifter.cluster;

import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.Split;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which routes somebody else keeps overwriting, those where it happened {@value #MOST} times within an hour, and which
 * could not be written. Known to this process alone; after a restart it has to happen again. For several threads.
 */
public final class Contests {

    static final int MOST = 3;
    static final Duration WINDOW = Duration.ofHours(1);

    private final Map<Key, Contest> contests = new ConcurrentHashMap<>();

    private final Map<Key, Route.Refusal> refusals = new ConcurrentHashMap<>();

    private record Key(String kind, Split split) {}

    /**
     * One route.
     *
     * @param written the last thing that was written and not seen overwritten since
     * @param overwritten when what was written was seen to be something else
     */
    private record Contest(Optional<Routing> written, List<Instant> overwritten) {

        Contest {
            overwritten = List.copyOf(overwritten);
        }

        Contest seen(Routing routing, Instant now) {
            List<Instant> recent = new ArrayList<>(overwritten);
            recent.removeIf(at -> at.isBefore(now.minus(WINDOW)));
            boolean other = written.filter(mine -> !mine.equals(routing)).isPresent();
            if (other) {
                recent.add(now);
            }
            return new Contest(other ? Optional.empty() : written, recent);
        }
    }

    void wrote(String kind, Split split, Routing routing) {
        contests.merge(
                new Key(kind, split),
                new Contest(Optional.of(routing), List.of()),
                (before, one) -> new Contest(one.written(), before.overwritten()));
        refusals.remove(new Key(kind, split));
    }

    void refused(String kind, Split split, Route.Refusal refusal) {
        refusals.put(new Key(kind, split), refusal);
    }

    /** What could not be written, and wasn't since. */
    Optional<Route.Refusal> refusal(String kind, Split split) {
        return Optional.ofNullable(refusals.get(new Key(kind, split)));
    }

    /** Whether the route that shows {@code routing} is one of them. */
    boolean isContested(String kind, Split split, Routing routing, Instant now) {
        Contest contest = contests.computeIfPresent(new Key(kind, split), (key, before) -> before.seen(routing, now));
        return contest != null && contest.overwritten().size() >= MOST;
    }

    void forget(String kind, Split split) {
        contests.remove(new Key(kind, split));
        refusals.remove(new Key(kind, split));
    }
}
