package io.huidu.shifter.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.events.Command;
import io.huidu.events.EventType;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Weight;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.command.CommandHandler.Answer;
import io.huidu.shifter.command.ControlCommand.Meaning;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ControlCommandTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String RUNNING = """
            release:
              id: shop/a/01234567-1
              number: 1
              from: {name: v1, deployment: a-v1, service: a-v1}
              to: {name: v2, deployment: a-v2, service: a-v2}
              traffic: {nginxIngress: {ingress: a}}
              targetRevision: two
              startedAt: "2026-01-01T11:00:00Z"
              askedAt: "2026-01-01T11:00:00Z"
              requestId: shop/a/01234567-1/0
              requestRevision: 0
              settings: f00
              progressSince: "2026-01-01T11:00:00Z"
            """;

    private static final String PROMOTED = """
            metadata: {name: a, namespace: shop, uid: 01234567-89ab, creationTimestamp: "2026-01-01T00:00:00Z"}
            spec:
              versions: [{name: v1, deployment: a-v1}, {name: v2, deployment: a-v2}]
              desired: v2
              traffic: {nginxIngress: {ingress: a}}
              steps: [{weight: 5}]
              analysis: {preset: spring-boot}
            status:
              serving: v2
              wayBack:
                id: shop/a/01234567-1
                number: 1
                from: {name: v1, deployment: a-v1, service: a-v1}
                to: {name: v2, deployment: a-v2, service: a-v2}
                traffic: {nginxIngress: {ingress: a}}
                targetRevision: two
                startedAt: "2026-01-01T11:00:00Z"
                fromRevision: one
                since: "2026-01-01T11:50:00Z"
            """;

    @ParameterizedTest
    @CsvSource({
        "COMMAND_PROMOTE, huidu.io/promote, shop/a/01234567-1",
        "COMMAND_ROLLBACK, huidu.io/rollback, shop/a/01234567-1",
        "COMMAND_SKIP, huidu.io/skip, shop/a/01234567-1/0",
        "COMMAND_JUMP, huidu.io/jump, shop/a/01234567-1/0@3",
        "COMMAND_APPROVE, huidu.io/approve, shop/a/01234567-1/0",
        "COMMAND_SET_WEIGHT, huidu.io/weight, 40",
        "COMMAND_FREEZE, huidu.io/freeze, all",
        "COMMAND_RETRY, huidu.io/retry, 2026-01-01T12:00:00Z"
    })
    void writesWhatKubectlWouldWithWhoAndWhy(EventType type, String annotation, String what) {
        assertThat(write(type, RUNNING).annotations())
                .containsEntry(annotation, Optional.of(what + " team: because (command chat/7)"))
                .containsEntry(
                        "huidu.io/command", Optional.of("2026-01-01T12:00:00Z team: " + type.type() + " because"));
    }

    @Test
    void pausesAndLetsGoOnWhateverIsHeld() {
        Meaning.Write resumed = write(EventType.COMMAND_RESUME, RUNNING);

        assertThat(write(EventType.COMMAND_PAUSE, RUNNING).paused()).contains(true);
        assertThat(resumed.paused()).contains(false);
        assertThat(resumed.annotations())
                .containsEntry("huidu.io/resume", Optional.of("shop/a/01234567-1/0 team: because (command chat/7)"))
                .containsEntry("huidu.io/weight", Optional.empty())
                .containsEntry("huidu.io/freeze", Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(names = {"COMMAND_PROMOTE", "COMMAND_ROLLBACK", "COMMAND_SKIP", "COMMAND_JUMP", "COMMAND_APPROVE"})
    void meansNoOtherReleaseThanTheOneThatRanWhenItWasAsked(EventType type) {
        CanaryRelease later = release(RUNNING.replace("T11:", "T13:"), Map.of());

        assertThat(meaning(type, NOW, later))
                .isEqualTo(new Meaning.Not(
                        new Answer.Nothing("it is older than the release, which started at 2026-01-01T13:00:00Z")));
        assertThat(meaning(type, NOW, release("{}", Map.of())))
                .isEqualTo(new Meaning.Not(new Answer.Refused("no release runs")));
    }

    @Test
    void rollsBackWhatWasPromotedWithinItsWindow() {
        CanaryRelease promoted = Serialization.unmarshal(PROMOTED, CanaryRelease.class);
        CanaryRelease longAgo = Serialization.unmarshal(PROMOTED.replace("T11:50", "T11:30"), CanaryRelease.class);

        Meaning.Write within = (Meaning.Write) meaning(EventType.COMMAND_ROLLBACK, NOW, promoted);
        Meaning after = meaning(EventType.COMMAND_ROLLBACK, NOW, longAgo);

        assertThat(within.annotations())
                .containsEntry("huidu.io/rollback", Optional.of("shop/a/01234567-1 team: because (command chat/7)"));
        assertThat(after).isEqualTo(new Meaning.Not(new Answer.Refused("no release runs")));
    }

    @Test
    void theSameOrAnOlderCommandDoesNothing() {
        String note = "2026-01-01T12:00:00Z team: io.huidu.command.pause.v1 because";
        CanaryRelease done = release(RUNNING, Map.of("huidu.io/command", note));

        Meaning again = meaning(EventType.COMMAND_PAUSE, NOW, done);
        Meaning older = meaning(EventType.COMMAND_RESUME, NOW.minus(Duration.ofMinutes(1)), done);

        assertThat(again)
                .isEqualTo(older)
                .isEqualTo(new Meaning.Not(new Answer.Nothing("it was done, or a later one was: " + note)));
    }

    @Test
    void isDoneWithinItsWindowAlone() {
        CanaryRelease running = release(RUNNING, Map.of());

        assertThat(until(NOW.plusSeconds(1), NOW, running)).isInstanceOf(Meaning.Write.class);
        assertThat(until(NOW.minusSeconds(1), NOW.minusSeconds(60), running))
                .isEqualTo(new Meaning.Not(new Answer.Expired(
                        "exp: got 2026-01-01T11:59:59Z, expected none before 2026-01-01T12:00:00Z")));
    }

    @Test
    void whatWasDoneInTimeIsNotRefusedWhenItIsReadAgainLater() {
        String note = "2026-01-01T11:30:00Z team: io.huidu.command.pause.v1 because";
        CanaryRelease done = release(RUNNING, Map.of("huidu.io/command", note));

        assertThat(until(NOW.minusSeconds(60), Instant.parse("2026-01-01T11:30:00Z"), done))
                .isEqualTo(new Meaning.Not(new Answer.Nothing("it was done, or a later one was: " + note)));
    }

    private static Meaning until(Instant until, Instant askedAt, CanaryRelease release) {
        Command pause = new Command(
                EventType.COMMAND_PAUSE,
                new ReleaseKey("shop", "a"),
                "team",
                "because",
                Optional.empty(),
                Optional.empty());
        return ControlCommand.of(pause, new Asked("chat/7", askedAt, Optional.of(until)), release, NOW);
    }

    private static Meaning.Write write(EventType type, String status) {
        return (Meaning.Write) meaning(type, NOW, release(status, Map.of()));
    }

    private static Meaning meaning(EventType type, Instant askedAt, CanaryRelease release) {
        Optional<Weight> weight = type == EventType.COMMAND_SET_WEIGHT ? Optional.of(Weight.of(40)) : Optional.empty();
        Optional<Integer> step = type == EventType.COMMAND_JUMP ? Optional.of(3) : Optional.empty();
        Command command = new Command(
                type, new ReleaseKey("shop", "a"), "team", "because", Optional.empty(), Optional.empty(), weight, step);
        return ControlCommand.of(command, new Asked("chat/7", askedAt, Optional.empty()), release, NOW);
    }

    private static CanaryRelease release(String status, Map<String, String> annotations) {
        CanaryRelease release = Serialization.unmarshal("""
                metadata:
                  {name: a, namespace: shop, uid: 01234567-89ab, creationTimestamp: "2026-01-01T00:00:00Z"}
                spec: {}
                status:
                %s""".formatted(status.indent(2)), CanaryRelease.class);
        release.getMetadata().setAnnotations(annotations);
        return release;
    }
}
