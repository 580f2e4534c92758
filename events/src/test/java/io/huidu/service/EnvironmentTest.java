package io.huidu.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {

    private enum Colour {
        RED,
        DARK_BLUE
    }

    @Test
    void readsEveryKindOfValue() {
        // Given
        Environment environment = new Environment(Map.of(
                "HUIDU_TEXT", "text",
                "HUIDU_COUNT", "12",
                "HUIDU_HTTP_PORT", "0",
                "HUIDU_FLAG", "true",
                "HUIDU_INTERVAL", "1h30m",
                "HUIDU_URL", "http://prometheus:9090",
                "HUIDU_COLOUR", "dark-blue"));

        // When
        Supplier<String> text = environment.string("HUIDU_TEXT").required();
        Supplier<Integer> count = environment.integer("HUIDU_COUNT", 1, 12).required();
        Supplier<Integer> port = environment.port("HUIDU_HTTP_PORT").required();
        Supplier<Boolean> flag = environment.flag("HUIDU_FLAG").required();
        Supplier<Duration> interval = environment.duration("HUIDU_INTERVAL").required();
        Supplier<URI> url = environment.uri("HUIDU_URL").required();
        Supplier<Colour> colour =
                environment.choice("HUIDU_COLOUR", Colour.class).required();
        environment.verify();

        // Then
        assertThat(text.get()).isEqualTo("text");
        assertThat(count.get()).isEqualTo(12);
        assertThat(port.get()).isZero();
        assertThat(flag.get()).isTrue();
        assertThat(interval.get()).isEqualTo(Duration.ofMinutes(90));
        assertThat(url.get()).isEqualTo(URI.create("http://prometheus:9090"));
        assertThat(colour.get()).isEqualTo(Colour.DARK_BLUE);
    }

    @Test
    void takesTheFallbackOnlyForWhatIsAbsentOrBlank() {
        Environment environment = new Environment(Map.of("HUIDU_BLANK", " ", "HUIDU_GIVEN", "2s"));

        Supplier<Duration> absent = environment.duration("HUIDU_ABSENT").orElse(Duration.ZERO);
        Supplier<Duration> blank = environment.duration("HUIDU_BLANK").orElse(Duration.ZERO);
        Supplier<Duration> given = environment.duration("HUIDU_GIVEN").orElse(Duration.ZERO);
        Supplier<Optional<String>> none = environment.string("HUIDU_NONE").optional();
        environment.verify();

        assertThat(absent.get()).isZero();
        assertThat(blank.get()).isZero();
        assertThat(given.get()).isEqualTo(Duration.ofSeconds(2));
        assertThat(none.get()).isEmpty();
    }

    @Test
    void tellsAllProblemsAtOnce() {
        Environment environment = new Environment(Map.of("HUIDU_PORT", "abc", "HUIDU_INTERVAL", "5 minutes"));

        environment.port("HUIDU_PORT").orElse(8080);
        environment.duration("HUIDU_INTERVAL").required();
        environment.uri("HUIDU_PROMETHEUS_URL").required();

        assertThatThrownBy(environment::verify)
                .isInstanceOf(EnvironmentException.class)
                .message()
                .isEqualToNormalizingNewlines("""
                        The environment has 3 problems:
                          HUIDU_PORT: got 'abc', expected a port from 0 to 65535
                          HUIDU_INTERVAL: got '5 minutes', expected a duration like 500ms, 15s, 5m or 1h30m
                          HUIDU_PROMETHEUS_URL: got nothing, expected a URI like http://host:9090""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port    | 65536            | a port from 0 to 65535",
                "port    | -1               | a port from 0 to 65535",
                "integer | 0                | a whole number from 1 to 9",
                "integer | 10               | a whole number from 1 to 9",
                "integer | 1.5              | a whole number from 1 to 9",
                "flag    | yes              | true or false",
                "flag    | TRUE             | true or false",
                "uri     | prometheus:9090  | a URI like http://host:9090",
                "uri     | /metrics         | a URI like http://host:9090",
                "uri     | http://a b       | a URI like http://host:9090",
                "choice  | DARK_BLUE        | one of dark-blue, red",
            })
    void refusesWhatIsNoSuchValue(String kind, String value, String expected) {
        Environment environment = new Environment(Map.of("HUIDU_X", value));

        switch (kind) {
            case "port" -> environment.port("HUIDU_X").required();
            case "integer" -> environment.integer("HUIDU_X", 1, 9).required();
            case "flag" -> environment.flag("HUIDU_X").required();
            case "uri" -> environment.uri("HUIDU_X").required();
            case "choice" -> environment.choice("HUIDU_X", Colour.class).required();
            default -> throw new IllegalArgumentException(kind);
        }

        assertThatThrownBy(environment::verify)
                .hasMessageContaining("HUIDU_X: got '%s', expected %s".formatted(value, expected));
    }

    @Test
    void namesTheNearestVariableForOneThatNobodyReads() {
        Environment environment = new Environment(Map.of("HUIDU_PROMETEUS_URL", "http://p:9090", "HUIDU_OTHER", "x"));

        environment.uri("HUIDU_PROMETHEUS_URL").optional();

        assertThatThrownBy(environment::verify)
                .hasMessageContaining("HUIDU_OTHER: is not a variable of this process" + System.lineSeparator())
                .hasMessageEndingWith("HUIDU_PROMETEUS_URL: is not a variable of this process, "
                        + "did you mean HUIDU_PROMETHEUS_URL?");
    }

    @Test
    void leavesTheVariablesOfOthersAlone() {
        Environment environment = new Environment(Map.of(
                "PATH", "/bin",
                "HUIDU_CONSOLE_SERVICE_HOST", "10.0.0.1",
                "HUIDU_CONSOLE_SERVICE_PORT", "80",
                "HUIDU_CONSOLE_SERVICE_PORT_HTTP", "80",
                "HUIDU_CONSOLE_PORT", "tcp://10.0.0.1:80",
                "HUIDU_CONSOLE_PORT_80_TCP", "tcp://10.0.0.1:80",
                "HUIDU_CONSOLE_PORT_80_TCP_ADDR", "10.0.0.1"));

        assertThatCode(environment::verify).doesNotThrowAnyException();
    }

    @Test
    void checksTheVariablesOfLoggingForEveryProcess() {
        Environment environment = new Environment(Map.of("HUIDU_LOG_FORMAT", "xml", "HUIDU_LOG_LEVEL", "DEBUG"));

        assertThatThrownBy(environment::verify).message().isEqualToNormalizingNewlines("""
                        The environment has 1 problem:
                          HUIDU_LOG_FORMAT: got 'xml', expected plain or json""");
    }

    @Test
    void readsASecretFromItsFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "s3cret\n");
        Environment environment = new Environment(Map.of("HUIDU_PASSWORD_FILE", file.toString()));

        Supplier<String> password = environment.secret("HUIDU_PASSWORD").required();
        environment.verify();

        assertThat(password.get()).isEqualTo("s3cret");
    }

    @Test
    void neverShowsASecret(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "s3cret");
        Environment environment = new Environment(Map.of("HUIDU_PIN_FILE", file.toString()));

        environment.secret("HUIDU_PIN").as("a number", Integer::valueOf).required();

        assertThatThrownBy(environment::verify)
                .hasMessageContaining("HUIDU_PIN_FILE: got a value that is not shown, expected a number")
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void namesTheFileOfASecretThatCannotBeRead() {
        Environment environment = new Environment(Map.of("HUIDU_PASSWORD_FILE", "/does/not/exist"));

        environment.secret("HUIDU_PASSWORD").required();

        assertThatThrownBy(environment::verify)
                .hasMessageContaining("HUIDU_PASSWORD_FILE: got '/does/not/exist', expected the path of a readable "
                        + "text file (java.nio.file.NoSuchFileException: /does/not/exist)");
    }

    @Test
    void refusesASecretThatIsNoSecretBySize(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("large"), new byte[(1 << 20) + 1]);
        Environment environment = new Environment(Map.of("HUIDU_PASSWORD_FILE", file.toString()));

        environment.secret("HUIDU_PASSWORD").required();

        assertThatThrownBy(environment::verify)
                .hasMessageContaining("expected the path of a readable text file (java.io.IOException: it is larger");
    }

    @Test
    void refusesASecretThatIsGivenTwice() {
        Environment environment = new Environment(Map.of("HUIDU_PASSWORD", "a", "HUIDU_PASSWORD_FILE", "/b"));

        environment.secret("HUIDU_PASSWORD").required();

        assertThatThrownBy(environment::verify)
                .hasMessageContaining("HUIDU_PASSWORD_FILE: got '/b', expected either this or HUIDU_PASSWORD");
    }

    @Test
    void doesNotHandOutAValueThatHasAProblem() {
        Environment environment = new Environment(Map.of("HUIDU_PORT", "abc"));

        Supplier<Integer> port = environment.port("HUIDU_PORT").orElse(8080);

        assertThatThrownBy(port::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("HUIDU_PORT has a problem; verify() says which");
    }
}
