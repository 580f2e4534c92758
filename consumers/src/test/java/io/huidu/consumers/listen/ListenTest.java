package io.huidu.consumers.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is refused; what is heard is tested on a broker. */
class ListenTest {

    private final StringWriter problems = new StringWriter();

    @Test
    void needsAReleaseToWaitFor() {
        assertThat(listen(Map.of(), "--until", "promoted")).isEqualTo(2);
        assertThat(problems.toString()).startsWith("--until needs --release");
    }

    @Test
    void needsAnEndToWaitForWhenARunIsNamed() {
        assertThat(listen(Map.of(), "--release", "shop/servicea", "--image", "a:1"))
                .isEqualTo(2);
        assertThat(problems.toString()).startsWith("--image and --release-id need --until");
    }

    @Test
    void saysWhatWasExpectedOfAnOption() {
        assertThat(listen(Map.of(), "--release", "servicea")).isEqualTo(2);
        assertThat(listen(Map.of(), "--until", "done")).isEqualTo(2);
        assertThat(listen(Map.of(), "--from", "yesterday")).isEqualTo(2);
        assertThat(problems.toString())
                .contains("got 'servicea', expected namespace/name")
                .contains("got 'done', expected promoted or rolled-back")
                .contains("got 'yesterday', expected an instant like 2026-03-01T10:15:00Z, or a duration like");
    }

    @Test
    void saysWhichSettingIsMissingAndLeavesThoseOfServicesAlone() {
        assertThat(listen(Map.of("HUIDU_NAMESPACE", "x"), "--timeout", "1s")).isEqualTo(2);
        assertThat(problems.toString())
                .contains("HUIDU_KAFKA_BOOTSTRAP_SERVERS: got nothing")
                .doesNotContain("HUIDU_NAMESPACE");
    }

    @Test
    void endsWithADistinctCodeWhenTimeRunsOut() {
        assertThat(listen(
                        Map.of("HUIDU_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1", "HUIDU_KAFKA_SECURITY", "plaintext"),
                        "--release",
                        "shop/servicea",
                        "--until",
                        "promoted",
                        "--timeout",
                        "100ms"))
                .isEqualTo(3);
        assertThat(problems.toString()).contains("shop/servicea: has not ended in time, expected it to be promoted");
    }

    private int listen(Map<String, String> variables, String... arguments) {
        return new CommandLine(new Listen(variables, InstantSource.system()))
                .setErr(new PrintWriter(problems))
                .execute(arguments);
    }
}
