package io.huidu.shifter.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import io.huidu.shifter.image.ImagePolicy;
import io.huidu.shifter.rollout.WorkloadChange.AtLeast;
import io.huidu.shifter.rollout.WorkloadChange.Empty;
import io.huidu.shifter.rollout.WorkloadChange.Exactly;
import io.huidu.shifter.rollout.WorkloadChange.Free;
import io.huidu.shifter.rollout.WorkloadChange.Restore;
import io.huidu.shifter.rollout.WorkloadChange.SetImage;
import io.huidu.shifter.route.Route;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code spec.image} leads to, with v1 serving {@code a:1}. */
class RolloutByImageTest {

    private static final ImagePolicy FIRST = new ImagePolicy.Versions("1.x");
    private static final String ATTEMPT = "01234567-3";

    static Stream<Arguments> rows() {
        return Stream.of(
                row("the serving version runs it", idle().image("a:1"), "SERVING Serving"),
                row("the idle version has another", idle().image("a:3"), "WAITING ImageSet a-v2 main a:3"),
                row(
                        "for a container by name",
                        idle().image("proxy:2", Optional.of("proxy"), new ImagePolicy.Any()),
                        "WAITING ImageSet a-v2 proxy proxy:2"),
                row(
                        "for a container that isn't there",
                        idle().image("a:3", Optional.of("nobody"), new ImagePolicy.Any()),
                        "WAITING ImageNotSet"),
                row("the idle version has it", idle().image("a:2"), "PROGRESSING Started to v2"),
                row(
                        "the idle version has it and isn't ready",
                        idle().canary(unready("a:2")).image("a:2"),
                        "WAITING WorkloadNotReady"),
                row("it was rolled back", idle().image("a:2").latched("a:2"), "ROLLED_BACK ErrorsRegressed"),
                row(
                        "it was rolled back, and a person wants it",
                        idle().image("a:2").latched("a:2").retry("again"),
                        "PROGRESSING Started to v2"),
                row("another was rolled back", idle().image("a:3").latched("a:2"), "WAITING ImageSet a-v2 main a:3"),
                row("paused", idle().image("a:3").paused(), "PAUSED Paused"),
                row("its tag isn't allowed", idle().image("a:dev", Optional.empty(), FIRST), "WAITING ImageRefused"),
                row(
                        "somebody took it away again",
                        idle().canary(Given.running("a-v2", "a:2", tried(ATTEMPT)))
                                .image("a:3"),
                        "WAITING ImageNotSet"),
                row(
                        "somebody took it away again, and a person wants it",
                        idle().canary(Given.running("a-v2", "a:2", tried(ATTEMPT)))
                                .image("a:3")
                                .retry("again"),
                        "WAITING ImageSet a-v2 main a:3"),
                row(
                        "roles are swapped",
                        Given.idle()
                                .memory(Memory.NONE.serving("v2"))
                                .stable(Given.running("a-v2", "a:2"))
                                .canary(Given.running("a-v1", "a:1"))
                                .image("a:3"),
                        "WAITING ImageSet a-v1 main a:3"),
                row("not known which version serves", idle().servingUnknown().image("a:3"), "WAITING Serving"),
                row(
                        "the route is missing",
                        idle().route(new Route.Missing("no")).image("a:3"),
                        "WAITING RouteMissing"),
                row("the release runs", running().image("a:2"), "PROGRESSING Analyzing to v2"),
                row("changed while the release runs", running().image("a:3"), "ROLLING_BACK ImageChanged to v2"),
                row("set back while the release runs", running().image("a:1"), "ROLLING_BACK ImageChanged to v2"),
                row(
                        "to one that isn't allowed while the release runs",
                        running().image("a:dev", Optional.empty(), FIRST),
                        "PROGRESSING Analyzing to v2"),
                row(
                        "the idle Deployment is gone while the release runs",
                        running().canary(new Workload.Absent("a-v2")).image("a:2"),
                        "PROGRESSING WorkloadMissing to v2"),
                row(
                        "the idle Deployment can't be read while the release runs",
                        running().canary(Given.present("a-v2", 0, "two")).image("a:2"),
                        "PROGRESSING WorkloadNotReady to v2"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void imageLeadsTo(Given given, String expected) {
        Plan plan = given.decide();

        assertThat(summary(plan)).isEqualTo(expected);
    }

    @Test
    void arrivesByTheRollbackOfTheOneBeforeAtTheNextImage() {
        // Given a release that ended because the image was changed
        Given ended = running()
                .goingBack(Outcome.ABORTED, Reason.IMAGE_CHANGED)
                .route(0)
                .image("a:3");

        // When it is back
        Plan plan = ended.decide();
        Memory back = plan.status().memory();

        // Then the image that was on trial is told of
        assertThat(plan.announcements())
                .extracting(announcement -> announcement.event().state().image())
                .containsExactly(Optional.of("a:2"));

        // And the next image is put where the last one was
        Plan next = idle().memory(back).image("a:3").decide();
        assertThat(next.workloads()).containsExactly(new SetImage("a-v2", "main", "a:3", ATTEMPT));
        assertThat(next.status().memory().latch()).isEmpty();
    }

    @Test
    void aRollbackWaitsForNoImage() {
        Plan plan = running()
                .image("a:2")
                .heard(Verdict.ROLL_BACK, Reason.ERRORS_REGRESSED)
                .decide();

        assertThat(plan.route()).isPresent();
        assertThat(plan.workloads()).isEmpty();
    }

    private static Given idle() {
        return Given.idle().stable(Given.running("a-v1", "a:1")).canary(Given.running("a-v2", "a:2"));
    }

    /** A release of a:2, whose revision in {@link Given} is {@code two}. */
    private static Given running() {
        Workload.Present two = (Workload.Present) Given.present("a-v2", 2, "two");
        Workload canary = new Workload.Present(
                two.name(),
                two.pods(),
                new Workload.Template("two", List.of(new Workload.Container("main", "a:2"))),
                two.notes());
        Workload.Notes kept = new Workload.Notes(Optional.empty(), Optional.of(new Workload.CapacityNote(2, 2)));
        return Given.at(5).stable(Given.running("a-v1", "a:1", kept)).canary(canary);
    }

    private static Workload unready(String image) {
        Workload.Present ready = (Workload.Present) Given.running("a-v2", image);
        return new Workload.Present(
                ready.name(),
                new Workload.Pods(2, 1, Optional.empty(), Optional.empty()),
                ready.template(),
                ready.notes());
    }

    private static Workload.Notes tried(String attempt) {
        return new Workload.Notes(Optional.of(attempt), Optional.empty());
    }

    private static Arguments row(String name, Given given, String expected) {
        return argumentSet(name, given, expected);
    }

    private static String summary(Plan plan) {
        Face face = plan.status().face().orElseThrow();
        StringBuilder line = new StringBuilder(face.phase() + " " + face.reason());
        plan.status()
                .memory()
                .release()
                .ifPresent(r -> line.append(" to ").append(r.run().to().name()));
        plan.workloads().forEach(change -> {
            switch (change) {
                case SetImage(String workload, String container, String image, String attempt) ->
                    line.append(" %s %s %s".formatted(workload, container, image));
                case AtLeast other -> line.append(" ").append(other);
                case Exactly other -> line.append(" ").append(other);
                case Free other -> line.append(" ").append(other);
                case Empty other -> line.append(" ").append(other);
                case Restore other -> line.append(" ").append(other);
            }
        });
        return line.toString();
    }
}
