package io.huidu.shifter.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huidu.service.Environment;
import io.huidu.service.EnvironmentException;
import io.huidu.shifter.console.ConsoleSettings.Login;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsoleSettingsTest {

    @Test
    void isOffUnlessItIsAskedFor() {
        assertThat(read(Map.of())).isEmpty();
    }

    @Test
    void isADemoOnALoopbackAddressOnly() {
        Map<String, String> demo = Map.of("HUIDU_CONSOLE_LISTEN", "127.0.0.1:8090", "HUIDU_CONSOLE_LOGIN", "none");

        assertThat(read(demo)).map(ConsoleSettings::login).contains(Login.NONE);
        assertThatThrownBy(() -> read(Map.of("HUIDU_CONSOLE_LISTEN", "0.0.0.0:8090", "HUIDU_CONSOLE_LOGIN", "none")))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("HUIDU_CONSOLE_LOGIN: got none, expected token or proxy");
    }

    @Test
    void saysAllThatIsMissingForAProxy() {
        assertThatThrownBy(() -> read(Map.of(
                        "HUIDU_CONSOLE_LISTEN", "0.0.0.0:8090",
                        "HUIDU_CONSOLE_LOGIN", "proxy",
                        "HUIDU_CONSOLE_SESSION_KEY", "short")))
                .hasMessageContaining("HUIDU_CONSOLE_URL: got nothing")
                .hasMessageContaining("HUIDU_CONSOLE_PROXY_SECRET: got nothing")
                .hasMessageContaining("HUIDU_CONSOLE_SESSION_KEY: got a value that is not shown, expected at least 32");
    }

    private static Optional<ConsoleSettings> read(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        var settings = ConsoleSettings.from(environment);
        environment.verify();
        return settings.get();
    }
}
