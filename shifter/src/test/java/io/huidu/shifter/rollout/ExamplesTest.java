package io.huidu.shifter.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.huidu.events.Weight;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.api.Resources;
import io.huidu.shifter.rollout.SimulatedWorld.Cut;
import io.huidu.shifter.route.Match;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.StringMatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples in {@code docs/examples}, played through to their end, and back from each of their steps. */
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("../docs/examples");
    private static final long SEED = 20260301;
    private static final int PATIENCE = 1_000;

    private static final List<Match> BY_HEADER = List.of(
            Match.header("x-canary", StringMatch.exact("true")), Match.cookie("canary", StringMatch.exact("always")));
    private static final List<Match> BY_CONTENT = List.of(
            new Match(
                    Map.of("x-team", StringMatch.prefix("shop-"), "x-canary", StringMatch.exact("true")),
                    Map.of(),
                    Optional.empty(),
                    Optional.empty()),
            Match.cookie("group", StringMatch.exact("beta")),
            Match.userAgent(StringMatch.regex(".*Android.*")),
            Match.uri(StringMatch.prefix("/beta/")));

    /** What v2 is given, step by step. */
    private static final Map<String, List<Routing>> ROUTES = Map.of(
            "canary-by-ratio.yaml",
            List.of(weight(5), weight(25), weight(50), Routing.EVERYTHING),
            "canary-with-sessions.yaml",
            List.of(weight(5), weight(25), weight(50), Routing.EVERYTHING),
            "canary-by-pods.yaml",
            List.of(weight(25), weight(50), Routing.EVERYTHING),
            "canary-by-header.yaml",
            List.of(Routing.NOTHING.matching(BY_HEADER), weight(25).matching(BY_HEADER), Routing.EVERYTHING),
            "canary-by-content.yaml",
            List.of(Routing.NOTHING.matching(BY_CONTENT), weight(25).matching(BY_CONTENT), Routing.EVERYTHING),
            "blue-green.yaml",
            List.of(Routing.NOTHING.mirroring(Weight.ALL), Routing.EVERYTHING),
            "mirroring.yaml",
            List.of(
                    Routing.NOTHING.mirroring(Weight.of(10)),
                    Routing.NOTHING.mirroring(Weight.ALL),
                    Routing.EVERYTHING));

    static Stream<String> names() {
        return ROUTES.keySet().stream().sorted();
    }

    static Stream<Arguments> steps() {
        return names().flatMap(
                        name -> IntStream.range(0, routes(name).size() - 1).mapToObj(step -> arguments(name, step)));
    }

    @Test
    void theseAreAll() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".yaml")))
                    .containsExactlyInAnyOrderElementsOf(ROUTES.keySet());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void hasNoProblems(String name) throws IOException {
        assertThat(Resources.readSpec(read(name))).isInstanceOf(Checked.Valid.class);
    }

    @ParameterizedTest
    @MethodSource("names")
    void isPromotedStepByStep(String name) throws IOException {
        SimulatedWorld world = world(name);

        playUntilTheEnd(world);

        assertThat(written(world)).isEqualTo(routes(name));
        assertThat(world.read().status().memory().serving()).contains("v2");
        assertThat(world.read().status().face().orElseThrow().phase()).isEqualTo(Phase.SERVING);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void goesBackFromEachStep(String name, int step) throws IOException {
        SimulatedWorld world = world(name);
        playUntil(world, step);

        world.analyzer.condemn();
        playUntilTheEnd(world);

        List<Routing> expected = new ArrayList<>(routes(name).subList(0, step + 1));
        expected.add(Routing.NOTHING);
        assertThat(written(world)).isEqualTo(expected);
        assertThat(world.ofV2()).isEqualTo(Routing.NOTHING);
        assertThat(world.read().status().memory().serving()).contains("v1");
        assertThat(world.read().status().face().orElseThrow().phase()).isEqualTo(Phase.ROLLED_BACK);
    }

    /** Without the cookies of sessions, which are another for each release. */
    private static List<Routing> written(SimulatedWorld world) {
        return world.written.stream()
                .map(routing -> routing.keeping(Optional.empty()))
                .toList();
    }

    // Playing

    private static SimulatedWorld world(String name) throws IOException {
        SimulatedWorld world =
                new SimulatedWorld(SEED, Objects.requireNonNull(read(name).getSpec()));
        world.workload("v1").pods = 3;
        settle(world);
        assertThat(world.read().status().face().orElseThrow().phase())
                .as("applied, nothing moves")
                .isEqualTo(Phase.SERVING);
        assertThat(world.written).isEmpty();
        world.edit(spec -> spec.desired = "v2");
        settle(world);
        return world;
    }

    private static void playUntil(SimulatedWorld world, int step) {
        for (int interval = 0; interval < PATIENCE; interval++) {
            Optional<Release> release = world.read().status().memory().release();
            if (release.filter(r -> r.exposures().size() == step + 1 && !r.isRising())
                    .isPresent()) {
                return;
            }
            play(world);
        }
        throw new AssertionError(
                "step %d was never reached: %s".formatted(step, world.read().status()));
    }

    private static void playUntilTheEnd(SimulatedWorld world) {
        for (int interval = 0; interval < PATIENCE; interval++) {
            if (world.read().status().memory().release().isEmpty()) {
                settle(world);
                return;
            }
            play(world);
        }
        throw new AssertionError("no end: " + world.read().status());
    }

    /** Whatever waits for somebody is let go on. */
    private static void play(SimulatedWorld world) {
        world.interval();
        world.read()
                .status()
                .memory()
                .release()
                .ifPresent(r -> world.annotate("huidu.io/resume", r.request().id()));
        settle(world);
    }

    private static void settle(SimulatedWorld world) {
        while (world.reconcile(Cut.NONE)) {
            world.pass(Duration.ofMillis(10));
        }
    }

    private static CanaryRelease read(String name) throws IOException {
        return new KubernetesSerialization().unmarshal(Files.readString(EXAMPLES.resolve(name)), CanaryRelease.class);
    }

    private static List<Routing> routes(String name) {
        return Objects.requireNonNull(ROUTES.get(name));
    }

    private static Routing weight(int percent) {
        return Routing.of(Weight.of(percent));
    }
}
