package io.huidu.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InputLimitTest {

    @ParameterizedTest
    @EnumSource
    void nothingIsReadThatIsDeeperOrLongerThanItsEdgeAllows(InputLimit limit) {
        int depth = limit.constraints().getMaxNestingDepth();
        int text = limit.constraints().getMaxStringLength();

        assertThat(depth).isLessThanOrEqualTo(64);
        assertThatCode(() -> limit.mapper().readTree(nested(depth))).doesNotThrowAnyException();
        assertThatThrownBy(() -> limit.mapper().readTree(nested(depth + 1)))
                .isInstanceOf(StreamConstraintsException.class);
        assertThatCode(() -> limit.mapper().readTree("\"" + "x".repeat(text) + "\""))
                .doesNotThrowAnyException();
        // Parts of a text are checked as they are copied, so a little more may pass.
        assertThatThrownBy(() -> limit.mapper().readTree("\"" + "x".repeat(2 * text) + "\""))
                .isInstanceOf(StreamConstraintsException.class);
        assertThatThrownBy(() -> limit.mapper().readTree("1".repeat(101)))
                .isInstanceOf(StreamConstraintsException.class);
    }

    @Test
    void aStreamIsReadToItsLimitAndNoFurther() throws IOException {
        int most = InputLimit.PUSH.bytes();
        InputStream large = new ByteArrayInputStream(new byte[most + 10]);

        assertThat(InputLimit.PUSH.read(large)).isEmpty();
        assertThat(large.available()).isEqualTo(9);
        assertThat(InputLimit.PUSH.read(new ByteArrayInputStream(new byte[most])))
                .hasValueSatisfying(read -> assertThat(read).hasSize(most));
    }

    @Test
    void aFileIsTextOfALimitedSize(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "grün");
        Path large = Files.write(folder.resolve("large"), new byte[InputLimit.FILE.bytes() + 1]);
        Path noText = Files.write(folder.resolve("no-text"), new byte[] {(byte) 0xff});

        assertThat(InputLimit.FILE.text(file)).isEqualTo("grün");
        assertThatThrownBy(() -> InputLimit.FILE.text(large)).hasMessage("it is larger than 1048576 bytes");
        assertThatThrownBy(() -> InputLimit.FILE.text(noText)).isInstanceOf(IOException.class);
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }
}
