package io.huidu.shifter.reconcile;

import io.huidu.events.Judgement;
import io.huidu.events.ReleaseKey;
import io.huidu.shifter.rollout.Heard;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The latest judgement of each release, and when it was heard. Only the latest matters: every judgement repeats what
 * stands.
 */
public final class VerdictInbox {

    private final Map<ReleaseKey, Heard> latest = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public VerdictInbox(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Takes a judgement in, and then wakes whoever waits for it. One that is no later than what is known is a
     * redelivery, or comes from an analyzer that lost its partition without knowing yet, and is left out.
     */
    public void put(Judgement judgement, Consumer<ReleaseKey> wake) {
        Heard heard = new Heard(judgement, clock.instant());
        Heard kept = latest.merge(judgement.release(), heard, (known, fresh) -> isNews(known, fresh) ? fresh : known);
        if (kept.equals(heard)) {
            wake.accept(judgement.release());
        }
    }

    public Optional<Heard> latest(ReleaseKey release) {
        return Optional.ofNullable(latest.get(release));
    }

    void forget(ReleaseKey release) {
        latest.remove(release);
    }

    private static boolean isNews(Heard known, Heard fresh) {
        int later = fresh.judgement().windowEnd().compareTo(known.judgement().windowEnd());
        boolean sameRequest =
                fresh.judgement().requestId().equals(known.judgement().requestId());
        return later > 0 || (later == 0 && !sameRequest);
    }
}
