package io.huidu.shifter.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.events.Command;
import io.huidu.events.EventType;
import io.huidu.events.ReleaseKey;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.command.CommandHandler.Answer;
import io.huidu.shifter.command.ReleaseCommand.Meaning;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseCommandTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String BY_IMAGE = "image: reg.io/a:1.4.1, imagePolicy: {semver: 1.x}";

    @Test
    void writesAnImageWithWhoAskedForItAndWhy() {
        assertThat(image("reg.io/a:1.4.2", BY_IMAGE, NOW))
                .isEqualTo(
                        new Meaning.Write(Map.of("image", "reg.io/a:1.4.2"), "2026-01-01T12:00:00Z build: it is out"));
    }

    @Test
    void writesAVersion() {
        assertThat(desired("v2", "desired: v1"))
                .isEqualTo(new Meaning.Write(Map.of("desired", "v2"), "2026-01-01T12:00:00Z build: it is out"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            reg.io/a:dev  | image: reg.io/a:1.4.1, imagePolicy: {semver: 1.x} | image: reg.io/a:dev: tag: got 'dev', expected a version in the range 1.x
            a b           | image: reg.io/a:1.4.1                             | image: a b: got 'a b', expected [registry/]path[:tag][@sha256:digest]
            reg.io/a:1.4.2 | desired: v1                                      | spec.image: got nothing, expected the image of the version that serves: without it, spec.desired decides
            reg.io/a:1.4.2 | desired: v3                                      | the resource has problems: spec.desired: got 'v3', expected a name in spec.versions [v1, v2]
            """)
    void refusesAnImage(String image, String spec, String why) {
        assertThat(image(image, spec, NOW)).isEqualTo(new Meaning.Not(new Answer.Refused(why)));
    }

    @Test
    void refusesAVersion() {
        assertThat(desired("v3", "desired: v1"))
                .isEqualTo(new Meaning.Not(
                        new Answer.Refused("desired: got 'v3', expected the name of one of the versions")));
        assertThat(desired("v2", BY_IMAGE))
                .isEqualTo(new Meaning.Not(
                        new Answer.Refused("desired: got 'v2', expected an image: spec.image decides")));
    }

    @Test
    void whatIsThereIsNothingToDo() {
        assertThat(image("reg.io/a:1.4.1", BY_IMAGE, NOW))
                .isEqualTo(new Meaning.Not(new Answer.Nothing("spec.image is reg.io/a:1.4.1")));
        assertThat(desired("v1", "desired: v1")).isEqualTo(new Meaning.Not(new Answer.Nothing("spec.desired is v1")));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T12:00:00Z build: it is out, false", // the same, read again
        "2026-01-01T12:00:00.5Z ops: another, false",
        "2026-01-01T11:59:59.5Z ops: another, true",
        "2026-01-01T12:00:00Z audit: another, true", // of the same moment, and before it in the order of all
        "2026-01-01T12:00:00Z ops: another, false",
        "what somebody wrote, true",
        "nonsense, true",
    })
    void anOlderOneNeverUndoesANewerOne(String noted, boolean done) {
        Meaning meaning = ReleaseCommand.of(
                command(Optional.empty(), Optional.of("reg.io/a:1.4.2")), asked(NOW), release(BY_IMAGE, noted), NOW);

        assertThat(meaning instanceof Meaning.Write).isEqualTo(done);
    }

    @Test
    void leavesOutWhatIsOlderThanTheResourceAndWhatComesFromTheFuture() {
        assertThat(image("reg.io/a:1.4.2", BY_IMAGE, Instant.parse("2024-12-31T23:59:59Z")))
                .isEqualTo(new Meaning.Not(new Answer.Nothing("it is older than the resource")));
        assertThat(image("reg.io/a:1.4.2", BY_IMAGE, NOW.plusSeconds(301)))
                .isEqualTo(new Meaning.Not(new Answer.Expired(
                        "time: got 2026-01-01T12:05:01Z, expected none after 2026-01-01T12:00:00Z")));
        assertThat(image("reg.io/a:1.4.2", BY_IMAGE, NOW.plusSeconds(300))).isInstanceOf(Meaning.Write.class);
    }

    private static Meaning image(String image, String spec, Instant at) {
        return ReleaseCommand.of(command(Optional.empty(), Optional.of(image)), asked(at), release(spec, "-"), NOW);
    }

    private static Meaning desired(String version, String spec) {
        return ReleaseCommand.of(command(Optional.of(version), Optional.empty()), asked(NOW), release(spec, "-"), NOW);
    }

    private static Asked asked(Instant at) {
        return new Asked("build/7", at, Optional.empty());
    }

    private static Command command(Optional<String> desired, Optional<String> image) {
        return new Command(
                EventType.COMMAND_RELEASE, new ReleaseKey("shop", "a"), "build", "it is out", desired, image);
    }

    private static CanaryRelease release(String spec, String noted) {
        return Serialization.unmarshal("""
                apiVersion: huidu.io/v1alpha1
                kind: CanaryRelease
                metadata:
                  name: a
                  namespace: shop
                  creationTimestamp: "2025-01-01T00:00:00Z"
                  annotations: {huidu.io/release-command: "%s"}
                spec: {versions: [{name: v1, deployment: a-v1}, {name: v2, deployment: a-v2}], %s,
                  traffic: {nginxIngress: {ingress: a}}, steps: [{weight: 25}], analysis: {preset: spring-boot}}
                """.formatted(noted, spec), CanaryRelease.class);
    }
}
