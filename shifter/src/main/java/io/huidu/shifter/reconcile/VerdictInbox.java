package io.huidu.shifter.reconcile;

import io.huidu.events.AnalysisJudged;
import io.huidu.events.ReleaseKey;
import io.huidu.shifter.rollout.Heard;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The latest judgement of each release, and when it was heard. Only the latest matters: every judgement repeats what
 * stands. A resource's last releases are kept apart, so that late words on one that is over hide none on the one that
 * runs.
 */
public final class VerdictInbox {

    private static final int MOST = 4;

    private final Map<ReleaseKey, Map<String, Heard>> latest = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public VerdictInbox(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Takes a judgement in, and then wakes whoever waits for it. One that is {@linkplain Heard#isNewsAfter no news} is
     * left out.
     */
    public void put(AnalysisJudged judged, Consumer<ReleaseKey> wake) {
        Heard heard = new Heard(judged, clock.instant());
        Map<String, Heard> kept =
                latest.compute(judged.release(), (key, known) -> with(heard, known == null ? Map.of() : known));
        if (heard.equals(kept.get(judged.judgement().releaseId()))) {
            wake.accept(judged.release());
        }
    }

    private static Map<String, Heard> with(Heard heard, Map<String, Heard> known) {
        Map<String, Heard> more = new HashMap<>(known);
        more.merge(heard.judgement().releaseId(), heard, (old, fresh) -> fresh.isNewsAfter(old) ? fresh : old);
        if (more.size() > MOST) {
            more.values().stream()
                    .min(Comparator.comparing(Heard::at))
                    .ifPresent(eldest -> more.remove(eldest.judgement().releaseId()));
        }
        return Map.copyOf(more);
    }

    /** What was heard last of a running release, or of any when none of its own was heard. */
    public Optional<Heard> latest(ReleaseKey release, Optional<String> running) {
        Map<String, Heard> known = latest.getOrDefault(release, Map.of());
        return running.map(known::get).or(() -> known.values().stream().max(Comparator.comparing(Heard::at)));
    }

    void forget(ReleaseKey release) {
        latest.remove(release);
    }
}
