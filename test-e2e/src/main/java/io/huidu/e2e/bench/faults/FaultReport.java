package io.huidu.e2e.bench.faults;

import io.huidu.events.Envelope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What has come of the releases.
 *
 * @param ends how many ended how, by whether the version was bad, outcome and reason
 * @param faults how many of each kind
 * @param records of {@code huidu.events}
 * @param repetitions among them
 * @param broken each rule that was broken, in a sentence
 */
public record FaultReport(
        long seed,
        Map<String, Long> ends,
        Map<Faults.Kind, Integer> faults,
        int commands,
        long records,
        long repetitions,
        Duration took,
        List<String> broken) {

    static Map<String, Long> ends(List<Subject> subjects, Witness witness) {
        return subjects.stream()
                .collect(Collectors.groupingBy(
                        subject -> (subject.isBad() ? "bad: " : "healthy: ")
                                + witness.end(subject)
                                        .map(past -> past.outcome + " " + past.reason)
                                        .orElse("never ended"),
                        TreeMap::new,
                        Collectors.counting()));
    }

    static boolean isEnd(Envelope envelope) {
        return switch (envelope.type()) {
            case RELEASE_PROMOTED, RELEASE_ROLLED_BACK, RELEASE_ABORTED -> true;
            default -> false;
        };
    }

    /** As the bench prints it. */
    public String text() {
        return """
                seed %d: %d releases in %d s
                  ends: %s
                  faults: %s
                  commands, each sent twice and once more at the end: %d
                  events: %d records, %d of them repetitions
                  rules broken: %d
                %s""".formatted(
                        seed,
                        ends.values().stream().mapToLong(n -> n).sum(),
                        took.toSeconds(),
                        ends,
                        new TreeMap<>(faults),
                        commands,
                        records,
                        repetitions,
                        broken.size(),
                        broken.stream().map(line -> "    " + line + "\n").collect(Collectors.joining()));
    }
}
