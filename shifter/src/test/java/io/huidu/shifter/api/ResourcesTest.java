package io.huidu.shifter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.huidu.events.EventType;
import io.huidu.events.Exposure;
import io.huidu.events.Missing;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.ReleaseKey;
import io.huidu.events.ReleaseState;
import io.huidu.events.ShownNumber;
import io.huidu.events.Verdict;
import io.huidu.events.Version;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.Announcement;
import io.huidu.shifter.rollout.Checked;
import io.huidu.shifter.rollout.Condition;
import io.huidu.shifter.rollout.Config;
import io.huidu.shifter.rollout.Ending;
import io.huidu.shifter.rollout.Face;
import io.huidu.shifter.rollout.Held;
import io.huidu.shifter.rollout.Latch;
import io.huidu.shifter.rollout.Memory;
import io.huidu.shifter.rollout.Outcome;
import io.huidu.shifter.rollout.Past;
import io.huidu.shifter.rollout.Phase;
import io.huidu.shifter.rollout.Release;
import io.huidu.shifter.rollout.Resource;
import io.huidu.shifter.rollout.Run;
import io.huidu.shifter.rollout.Stage;
import io.huidu.shifter.rollout.Status;
import io.huidu.shifter.rollout.Traffic;
import io.huidu.shifter.rollout.WayBack;
import io.huidu.shifter.rollout.Wish;
import io.huidu.shifter.rollout.Wish.Ask;
import io.huidu.shifter.rollout.Wishes;
import io.huidu.shifter.route.Match;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.StringMatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResourcesTest {

    private static final Instant TIME = Instant.parse("2026-01-31T12:00:00.123456Z");

    private static final String YAML = """
            apiVersion: huidu.io/v1alpha1
            kind: CanaryRelease
            metadata:
              namespace: shop
              name: a
              uid: 01234567-89ab-cdef
              generation: 4
              annotations: {huidu.io/resume: shop/a/01234567-1/2, huidu.io/retry: "7"}
            spec:
              versions: [{name: v1, deployment: a-v1}, {name: v2, deployment: a-v2}]
              desired: v2
              images: a:2
              traffic: {nginxIngress: {ingress: a}}
              steps: [{weight: 5, copy: 100}]
              analysis: {preset: spring-boot}
            """;

    private final KubernetesSerialization json = new KubernetesSerialization();

    @Test
    void readsWhatDecisionsAreMadeOf() {
        Resource resource = Resources.read(json.unmarshal(YAML, CanaryRelease.class));

        assertThat(resource.key()).isEqualTo(new ReleaseKey("shop", "a"));
        assertThat(resource.uid()).isEqualTo("01234567-89ab-cdef");
        assertThat(resource.generation()).isEqualTo(4);
        assertThat(resource.wishes())
                .isEqualTo(new Wishes(
                        Map.of(Ask.RESUME, new Wish("shop/a/01234567-1/2", "somebody", "", Optional.empty())),
                        Optional.of("7")));
        assertThat(resource.status()).isEqualTo(Status.NONE);
    }

    @Test
    void unknownFieldsSurviveCopiesOfTheObject() {
        CanaryRelease copy = json.clone(json.unmarshal(YAML, CanaryRelease.class));

        assertThat(Resources.read(copy).checked())
                .isEqualTo(new Checked.Invalid(
                        List.of("spec.images: not known in v1alpha1", "spec.steps[0].copy: not known in v1alpha1")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shop/a/01234567-3/0.2@0 oncall | the request id, @, the number of a step, and who and why
            3 oncall: why                  | the request id, @, the number of a step, and who and why
            shop/a/01234567-3/0.2@4 oncall | a step from 1 to 3
            """)
    void aJumpToNoStepIsAProblem(String value, String expected) {
        CanaryRelease release = json.unmarshal(
                YAML.replace("images: a:2", "").replace(", copy: 100}", "}, {weight: 50}, {weight: 100}"),
                CanaryRelease.class);
        release.setStatus(Resources.write(new Status(whole(), Optional.empty(), List.of())));

        assertThat(Resources.read(release).checked()).isInstanceOf(Checked.Valid.class);
        release.getMetadata().setAnnotations(Map.of("huidu.io/jump", value));
        assertThat(Resources.read(release).checked())
                .isEqualTo(new Checked.Invalid(List.of(
                        "metadata.annotations.huidu.io/jump: got '%s', expected %s".formatted(value, expected))));
    }

    @Test
    void aWholeStatusIsReadAsItWasWritten() {
        Status status = new Status(whole(), Optional.of(face()), List.of(untold()));

        assertThat(readBack(status)).isEqualTo(status);
    }

    @Test
    void anEmptyStatusIsReadAsItWasWritten() {
        assertThat(readBack(Status.NONE)).isEqualTo(Status.NONE);
    }

    @Test
    void stepIsCountedFromOneForPeople() {
        CanaryReleaseStatus status = Resources.write(new Status(whole(), Optional.of(face()), List.of()));

        assertThat(status.step).isEqualTo("1/4");
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                argumentSet(
                        "phase",
                        "{phase: Asleep}",
                        "status.phase: got 'Asleep', expected one of"
                                + " [Invalid, Waiting, Serving, Progressing, Paused, RollingBack, RolledBack]"),
                argumentSet(
                        "reason",
                        "{phase: Serving, reason: Because}",
                        "status.reason: got 'Because', expected a known reason"),
                argumentSet(
                        "message",
                        "{phase: Serving, reason: Serving}",
                        "status.message: got nothing, expected a value"),
                argumentSet(
                        "weight",
                        "{phase: Serving, reason: Serving, message: x, weight: {asked: 101}}",
                        "status.weight.asked: got '101', expected 0 to 100"),
                argumentSet("release", "{release: {}}", "status.release.id: got nothing, expected a value"),
                argumentSet(
                        "untold",
                        "{untold: [{id: x, cause: y, time: '2026-01-01T00:00:00Z', type: io.huidu.release.ended.v1, data: '{}'}]}",
                        "status.untold[].type: got 'io.huidu.release.ended.v1', expected a type of io.huidu.release"),
                argumentSet(
                        "time",
                        "{failed: {version: v2, revision: r, reason: Serving, message: x, at: noon}}",
                        "status.failed.at: got 'noon', expected a time such as 2026-01-31T12:00:00Z"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void aStatusThatSomebodyElseWroteIsRefused(String yaml, String expected) {
        CanaryRelease release = json.unmarshal(YAML, CanaryRelease.class);
        release.setStatus(json.unmarshal("---\n" + yaml, CanaryReleaseStatus.class));

        assertThatThrownBy(() -> Resources.read(release))
                .isInstanceOf(UnreadableStatusException.class)
                .hasMessage(expected + "; restore it, or remove the whole status to have it learned from the route");
    }

    private Status readBack(Status status) {
        CanaryRelease release = json.unmarshal(YAML, CanaryRelease.class);
        release.setStatus(Resources.write(status));
        return Resources.read(json.unmarshal(json.asJson(release), CanaryRelease.class))
                .status();
    }

    private static List<Match> matches() {
        return List.of(
                new Match(
                        Map.of("x-canary", StringMatch.exact("true")),
                        Map.of("who", StringMatch.regex("j.*")),
                        Optional.of(StringMatch.prefix("/beta")),
                        Optional.empty()),
                Match.userAgent(StringMatch.prefix("Mozilla")));
    }

    private static Memory whole() {
        Run run = new Run(
                "shop/a/01234567-3",
                3,
                new Version("v1", "a-v1", "a-one", Map.of()),
                new Version("v2", "a-v2", "a-two", Map.of("version", "two")),
                new Traffic.Istio("a"),
                "abc",
                new Config(Map.of("ConfigMap/app", "0123456789abcdef", "Secret/db", "missing")),
                TIME);
        Release release = new Release(
                run,
                new Stage(1, new Routing(Weight.of(25), matches(), Weight.of(50))),
                TIME.plusSeconds(1),
                new Release.Request("shop/a/01234567-3/0.2", 2, "f00"),
                new Stage(0, Routing.of(Weight.of(5))),
                List.of(new Exposure(
                        0, Weight.of(5), TIME.plusSeconds(2), TIME.plusSeconds(3), Exposure.Share.OTHERWISE)),
                TIME.plusSeconds(4),
                Optional.of(new Held(Held.Kind.SILENCE, Reason.NO_DATA, TIME.plusSeconds(5))),
                Optional.of(new Ending(
                        Outcome.ROLLED_BACK, Reason.NO_DATA_DEADLINE, "why", TIME.plusSeconds(6), Optional.of("7"))));
        Latch latch = new Latch(
                "v2",
                "aaa",
                new Config(Map.of("ConfigMap/app", "fedcba9876543210")),
                Optional.of("6"),
                Reason.ERRORS_REGRESSED,
                "worse",
                TIME.minusSeconds(60));
        Past past = new Past(
                "shop/a/01234567-2",
                "v1",
                "v2",
                Outcome.ABORTED,
                Reason.DESIRED_CHANGED,
                "flipped",
                TIME.minusSeconds(90),
                TIME.minusSeconds(80),
                Weight.of(50));
        WayBack back = new WayBack(run, "one", TIME.minusSeconds(70));
        return new Memory(
                Optional.of("v1"), 3, Optional.of(release), Optional.of(latch), Optional.of(back), List.of(past));
    }

    private static Announcement untold() {
        return new Announcement(
                "shop/a/01234567-3/step/1.0/to/25",
                "shop/a/01234567-3/0/promote/2026-01-01T00:00:00Z",
                TIME,
                new ReleaseChanged(
                        EventType.RELEASE_WEIGHT_SHIFTED,
                        new ReleaseState(
                                new ReleaseKey("shop", "a"),
                                "shop/a/01234567-3",
                                "v1",
                                "v2",
                                1,
                                4,
                                Weight.of(25),
                                Optional.of(Weight.of(5)),
                                Reason.WEIGHT_SHIFTED,
                                "25 %",
                                Optional.empty())));
    }

    private static Face face() {
        return new Face(
                4,
                Phase.ROLLING_BACK,
                Reason.NO_DATA_DEADLINE,
                "why",
                4,
                Optional.of(new Face.Shares(Weight.of(25), Optional.of(Weight.of(5)))),
                Optional.of(new Face.Opinion(
                        Verdict.ROLL_BACK,
                        Reason.NO_DATA,
                        "nothing",
                        TIME,
                        Optional.of(new Missing(1400, Optional.of(TIME))),
                        List.of(new Face.MetricOpinion(
                                "errors", Optional.of(2.5), Optional.of(1.5), Optional.of(1400L))),
                        Optional.of(1.5),
                        Optional.of(4.6),
                        List.of(new ShownNumber("ejections", Optional.of(0.0), Optional.of(1.0))))),
                List.of(new Condition(
                        Condition.Type.TRAFFIC_APPLIED,
                        Condition.State.FALSE,
                        Reason.ROUTE_NOT_AS_ASKED,
                        "",
                        TIME,
                        4)));
    }
}
