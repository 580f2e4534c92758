package io.huidu.consumers.listen;

import io.huidu.events.AnalysisJudged;
import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.Judgement;
import io.huidu.events.codec.EventCodec;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Writes events down: as lines, of intervals only those that say something new, or all of them as JSON. */
final class Story {

    /** What was last said of a release; the many that are printed together are few. */
    private record Said(String requestId, String verdict) {}

    private final PrintWriter out;
    private final Form form;
    private final EventCodec codec = new EventCodec();
    private final Map<String, Said> said = new HashMap<>();

    /** How events are written. */
    enum Form {
        LINES,
        JSON
    }

    Story(PrintWriter out, Form form) {
        this.out = out;
        this.form = form;
    }

    void tell(Envelope envelope) {
        switch (form) {
            case JSON -> out.println(new String(codec.structured(envelope), StandardCharsets.UTF_8));
            case LINES -> {
                if (isNews(envelope)) {
                    out.println(StoryLine.of(envelope));
                }
            }
        }
        out.flush();
    }

    /** Whether nobody reads it any more. */
    boolean isCutOff() {
        return out.checkError();
    }

    private boolean isNews(Envelope envelope) {
        if (!(envelope.event() instanceof AnalysisJudged(EventType type, Judgement judgement))) {
            if (Ending.of(envelope.type()).isPresent()) {
                said.remove(envelope.release().toString());
            }
            return true;
        }
        Said now = new Said(judgement.requestId(), judgement.verdict() + " " + judgement.reason());
        return !now.equals(said.put(envelope.release().toString(), now));
    }
}
