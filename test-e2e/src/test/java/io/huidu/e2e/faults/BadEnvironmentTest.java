package io.huidu.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.e2e.world.BuiltModule;
import io.huidu.e2e.world.ChildCommand;
import io.huidu.e2e.world.ChildProcess;
import io.huidu.e2e.world.JavaProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadEnvironmentTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"analyzer, io.huidu.analyzer.Analyzer", "shifter, io.huidu.shifter.Shifter"})
    void stopsTheStartWithNameValueAndWhatWasExpectedOfEveryVariable(String module, String mainClass) {
        // Given
        var program = JavaProgram.mainClass(mainClass, BuiltModule.classPath(module));
        var command = ChildCommand.java(module, directory, program)
                .with(Map.of("HUIDU_HTTP_PORT", "eighty", "HUIDU_KAFKA_BOOTSTRAP_SERVERS", "kafka"));

        // When
        try (var process = ChildProcess.start(command)) {
            int exitCode = process.awaitEnd(Duration.ofSeconds(30));

            // Then
            assertThat(exitCode).isEqualTo(2);
            assertThat(process.tail())
                    .contains("HUIDU_HTTP_PORT: got 'eighty', expected a port from 0 to 65535")
                    .contains("HUIDU_KAFKA_BOOTSTRAP_SERVERS: got 'kafka', expected host:port");
        }
    }
}
