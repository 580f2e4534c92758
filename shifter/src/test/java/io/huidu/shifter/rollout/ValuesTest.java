package io.huidu.shifter.rollout;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.huidu.events.Version;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.Safety.OnNoData;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a value refuses to be. */
class ValuesTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Step ALL = new Step(Weight.ALL, Duration.ZERO, Step.Exit.ON_VERDICT);
    private static final Step FIFTY = new Step(Weight.of(50), Duration.ZERO, Step.Exit.ON_VERDICT);
    private static final Step FIVE = new Step(Weight.of(5), Duration.ZERO, Step.Exit.ON_VERDICT);

    static Stream<Arguments> refused() {
        return Stream.of(
                refused("one version", () -> spec(List.of(Given.V1), "v1", List.of(ALL)), "versions: got"),
                refused("a version twice", () -> spec(List.of(Given.V1, Given.V1), "v1", List.of(ALL)), "two names"),
                refused("desired is no version", () -> spec(both(), "v3", List.of(ALL)), "desired: got 'v3'"),
                refused("no steps", () -> spec(both(), "v2", List.of()), "steps: got '[]'"),
                refused("no last step", () -> spec(both(), "v2", List.of(FIVE)), "100 at the end"),
                refused("two ends", () -> spec(both(), "v2", List.of(ALL, ALL)), "100 only at the end"),
                refused("weights that fall", () -> spec(both(), "v2", List.of(FIFTY, FIVE, ALL)), "no falling weights"),
                refused("a step twice", () -> spec(both(), "v2", List.of(FIVE, FIVE, ALL)), "steps that differ"),
                refused("a step of nothing", () -> new Step(Weight.ZERO, HOUR, Step.Exit.ON_VERDICT), "step.weight"),
                refused(
                        "a step of less than no time",
                        () -> new Step(Weight.ALL, HOUR.negated(), Step.Exit.ON_VERDICT),
                        "step.minDuration"),
                refused(
                        "no time for data",
                        () -> new Safety(Duration.ZERO, OnNoData.HOLD, HOUR, HOUR, List.of()),
                        "noDataDeadline"),
                refused(
                        "no time for progress",
                        () -> new Safety(HOUR, OnNoData.HOLD, Duration.ZERO, HOUR, List.of()),
                        "progressDeadline"),
                refused("no problem", () -> new Checked.Invalid(List.of()), "at least one"),
                refused(
                        "a short uid",
                        () -> new Resource(
                                Given.KEY,
                                "0123456",
                                1,
                                Optional.empty(),
                                new Checked.Invalid(List.of("x")),
                                Wishes.NONE,
                                Status.NONE),
                        "metadata.uid: got '0123456', expected 8 characters or more"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refuses(ThrowingCallable making, String message) {
        assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    private static Arguments refused(String name, ThrowingCallable making, String message) {
        return argumentSet(name, making, message);
    }

    private static List<Version> both() {
        return List.of(Given.V1, Given.V2);
    }

    private static ReleaseSpec spec(List<Version> versions, String desired, List<Step> steps) {
        ReleaseSpec usual = Given.idle().spec();
        return new ReleaseSpec(
                versions,
                desired,
                usual.traffic(),
                steps,
                usual.analysis(),
                usual.safety(),
                usual.hold(),
                usual.image(),
                usual.capacity());
    }
}
