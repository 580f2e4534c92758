package io.huidu.shifter.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.events.AnalysisJudged;
import io.huidu.events.DataState;
import io.huidu.events.EventType;
import io.huidu.events.Judgement;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Verdict;
import io.huidu.shifter.rollout.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictInboxTest {

    private static final ReleaseKey KEY = new ReleaseKey("shop", "servicea");

    private final MutableClock clock = new MutableClock();
    private final VerdictInbox inbox = new VerdictInbox(clock);
    private final List<ReleaseKey> woken = new ArrayList<>();

    @Test
    void keepsTheLatestAndWakesItsRelease() {
        inbox.put(judgement("r/0", 15), woken::add);
        clock.pass(Duration.ofSeconds(15));
        inbox.put(judgement("r/0", 30), woken::add);

        assertThat(inbox.latest(KEY, Optional.of("r"))).contains(new Heard(judgement("r/0", 30), clock.instant()));
        assertThat(woken).containsExactly(KEY, KEY);
    }

    @Test
    void leavesOutWhatComesTwiceOrTooLate() {
        inbox.put(judgement("r/0", 30), woken::add);
        Instant heard = clock.instant();
        clock.pass(Duration.ofSeconds(15));

        inbox.put(judgement("r/0", 30), woken::add);
        inbox.put(judgement("r/0", 15), woken::add);

        assertThat(inbox.latest(KEY, Optional.of("r"))).contains(new Heard(judgement("r/0", 30), heard));
        assertThat(woken).containsExactly(KEY);
    }

    @Test
    void takesAnswersToAnotherRequestOfTheSameInstant() {
        inbox.put(judgement("r/0", 30), woken::add);

        inbox.put(judgement("r/1", 30), woken::add);

        assertThat(inbox.latest(KEY, Optional.of("r"))
                        .map(heard -> heard.judgement().requestId()))
                .contains("r/1");
    }

    @Test
    void lateWordsOnAnotherReleaseHideNothing() {
        inbox.put(judgement("r/0", 30), woken::add);
        for (int i = 0; i < 3; i++) {
            clock.pass(Duration.ofSeconds(1));
            inbox.put(judgement("old-" + i, "old/0", 60), woken::add);
        }

        assertThat(inbox.latest(KEY, Optional.of("r"))
                        .map(heard -> heard.judgement().requestId()))
                .contains("r/0");
        assertThat(inbox.latest(KEY, Optional.empty())
                        .map(heard -> heard.judgement().releaseId()))
                .contains("old-2");
    }

    @Test
    void forgets() {
        inbox.put(judgement("r/0", 30), woken::add);

        inbox.forget(KEY);

        assertThat(inbox.latest(KEY, Optional.of("r"))).isEmpty();
    }

    private static AnalysisJudged judgement(String requestId, int seconds) {
        return judgement("r", requestId, seconds);
    }

    private static AnalysisJudged judgement(String releaseId, String requestId, int seconds) {
        Instant end = Instant.EPOCH.plusSeconds(seconds);
        return new AnalysisJudged(
                EventType.ANALYSIS_PROGRESSED,
                new Judgement(
                        KEY,
                        releaseId,
                        requestId,
                        0,
                        1,
                        end.minusSeconds(15),
                        end,
                        Verdict.CONTINUE,
                        Reason.NOT_ENOUGH_EVIDENCE,
                        "in words",
                        DataState.EXACT,
                        List.of(),
                        Optional.empty(),
                        Optional.empty()));
    }
}
