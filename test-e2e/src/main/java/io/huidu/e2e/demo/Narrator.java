package io.huidu.e2e.demo;

import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Function;

/** Tells the story on a terminal or into a log: one line per step, which on a terminal is seen to grow. */
final class Narrator {

    private static final String CLEAR_LINE = "\r\033[K";
    private static final String COLUMNS = "  %-8s %-24s %-17s %-15s %-13s %s";

    private final PrintStream out;
    private final boolean live;

    /** @param live whether a line can be overwritten, as on a terminal */
    Narrator(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
    }

    void says(String line) {
        out.println((live ? CLEAR_LINE : "") + line);
    }

    void opens(Scene scene) {
        says("");
        says(scene.title());
        says(COLUMNS.formatted(
                "to " + scene.desired(), "  users saw", "errors v1 / v2 %", "p95 v1 / v2 ms", "evidence", "reason"));
    }

    void worsens(Fault fault) {
        says("  from now on v2 has a fault: " + fault);
    }

    /** A step under way; seen on a terminal only. */
    void shows(Scene scene, Glimpse now, Optional<StepResult> step) {
        if (live) {
            String line = step.map(s -> line(s, now.reason() + " …"))
                    .orElseGet(() -> "  %s: %s".formatted(scene.desired(), now.message()));
            out.print(CLEAR_LINE + line);
            out.flush();
        }
    }

    void ends(StepResult step) {
        says(line(step, step.judgement().map(j -> j.reason().toString()).orElse("–")));
    }

    void ends(SceneResult scene) {
        String ending = scene.ending().map(Glimpse.Ending::toString).orElse("did not end in time");
        says("  → %s (%s): %s".formatted(ending, scene.reason(), scene.message()));
    }

    private static String line(StepResult step, String reason) {
        return COLUMNS.formatted(
                step.asked(),
                "%5.1f %% of %,d in %d s"
                        .formatted(
                                100 * step.share(),
                                step.seen().users().requests(),
                                step.lasted().toSeconds()),
                judged(step, Versions::errors),
                judged(step, Versions::p95),
                judged(step, Versions::evidence),
                reason + besides(step));
    }

    /** What the users' share doesn't tell. */
    private static String besides(StepResult step) {
        String testers = step.asked().testers()
                ? "; %.0f %% of %,d testers' requests"
                        .formatted(
                                100 * step.shareOfTesters(),
                                step.seen().testers().requests())
                : "";
        String copies = step.asked().isMirrored()
                ? "; %,d copies answered".formatted(step.seen().copies())
                : "";
        return testers + copies;
    }

    private static String judged(StepResult step, Function<Versions, Optional<String>> part) {
        return step.judgement()
                .map(j -> new Versions(j, step.toB()))
                .flatMap(part)
                .orElse("–");
    }
}
