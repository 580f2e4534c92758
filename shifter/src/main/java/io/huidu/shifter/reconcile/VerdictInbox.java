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
     * Takes a judgement in, and then wakes whoever waits for it. One that is {@linkplain Heard#isNewsAfter no news} is
     * left out.
     */
    public void put(Judgement judgement, Consumer<ReleaseKey> wake) {
        Heard heard = new Heard(judgement, clock.instant());
        Heard kept =
                latest.merge(judgement.release(), heard, (known, fresh) -> fresh.isNewsAfter(known) ? fresh : known);
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
}
