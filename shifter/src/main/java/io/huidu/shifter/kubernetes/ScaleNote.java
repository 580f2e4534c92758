package io.huidu.shifter.kubernetes;

import io.huidu.shifter.rollout.Workload;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was done about the pods of a Deployment, and what was found before: enough to put it back.
 *
 * @param floor how many pods were asked for at least; 0 when all were taken away
 * @param most how many the autoscaler allows
 * @param found the minimum of the autoscaler or, without one, the replicas, before anything was done
 * @param replicas the replicas before all pods were taken away; else those found first
 */
record ScaleNote(int floor, int most, int found, int replicas) {

    private static final Pattern FORM =
            Pattern.compile("floor=(\\d{1,9}), most=(\\d{1,10}), found=(\\d{1,9}), replicas=(\\d{1,9})");

    /** The note that is written; empty when it isn't one. */
    static Optional<ScaleNote> parse(String text) {
        Matcher note = FORM.matcher(text);
        return note.matches()
                ? Optional.of(new ScaleNote(
                        Integer.parseInt(note.group(1)),
                        (int) Math.min(Integer.MAX_VALUE, Long.parseLong(note.group(2))),
                        Integer.parseInt(note.group(3)),
                        Integer.parseInt(note.group(4))))
                : Optional.empty();
    }

    String text() {
        return "floor=%d, most=%d, found=%d, replicas=%d".formatted(floor, most, found, replicas);
    }

    Workload.CapacityNote pure() {
        return new Workload.CapacityNote(floor, most);
    }
}
