package io.huidu.shifter.kafka;

import io.huidu.events.AnalysisJudged;
import io.huidu.events.Envelope;
import io.huidu.events.ReleaseKey;
import io.huidu.events.kafka.EventListener;
import io.huidu.shifter.reconcile.VerdictInbox;
import java.util.function.Consumer;

/** Puts what the analyzer says into the inbox; everything else on the topic is for others. */
public final class KafkaVerdicts implements EventListener {

    private final VerdictInbox inbox;
    private final Consumer<ReleaseKey> wake;

    public KafkaVerdicts(VerdictInbox inbox, Consumer<ReleaseKey> wake) {
        this.inbox = inbox;
        this.wake = wake;
    }

    @Override
    public void received(Envelope envelope, int partition) {
        if (envelope.event() instanceof AnalysisJudged judged) {
            inbox.put(judged, wake);
        }
    }
}
