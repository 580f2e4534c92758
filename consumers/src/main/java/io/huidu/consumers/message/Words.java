package io.huidu.consumers.message;

import io.huidu.events.ReleaseChanged;
import io.huidu.events.ReleaseState;
import io.huidu.events.Weight;
import java.util.Map;
import java.util.TreeMap;

/** The words of an event that templates can use. */
final class Words {

    private Words() {}

    /** All of them, as texts; one that the event doesn't have is empty. */
    static Map<String, String> of(ReleaseChanged changed) {
        ReleaseState state = changed.state();
        Map<String, String> words = new TreeMap<>();
        words.put("release", state.release().toString());
        words.put("namespace", state.release().namespace());
        words.put("name", state.release().name());
        words.put("releaseId", state.releaseId());
        words.put("from", state.from());
        words.put("to", state.to());
        words.put("step", Integer.toString(state.step() + 1));
        words.put("steps", Integer.toString(state.steps()));
        words.put("weight", state.weightAsked().toString());
        words.put("observed", state.weightObserved().map(Weight::toString).orElse(""));
        words.put("reason", state.reason().toString());
        words.put("message", state.message());
        words.put("image", state.image().orElse(""));
        words.put("imageTag", state.image().map(Words::tag).orElse(""));
        return words;
    }

    /** {@code 1.4.2} of {@code registry:5000/shop/servicea:1.4.2@sha256:…}. */
    private static String tag(String image) {
        String named = image.split("@", 2)[0];
        int colon = named.indexOf(':', named.lastIndexOf('/') + 1);
        return colon < 0 ? "" : named.substring(colon + 1);
    }
}
