package io.huidu.e2e.world;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerSocketTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"HTTP/1.0 200 OK, true", "HTTP/1.1 200 OK, true", "HTTP/1.1 503 Sorry, false", "220 smtp, false"})
    void takesAnEngineForPresentOnlyWhenItAnswersThePing(String firstLine, boolean present) throws Exception {
        // Given
        var address = UnixDomainSocketAddress.of(directory.resolve("docker.sock"));
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address)) {
            var asked = CompletableFuture.supplyAsync(() -> answerOnce(server, firstLine));

            // When
            boolean answers = new DockerSocket(address).answers();

            // Then
            assertThat(answers).isEqualTo(present);
            assertThat(asked.get()).startsWith("GET /_ping ");
        }
    }

    @Test
    void takesASocketThatNobodyListensOnForNoEngine() {
        assertThat(new DockerSocket(UnixDomainSocketAddress.of(directory.resolve("none.sock"))).answers())
                .isFalse();
    }

    @Test
    void readsTheAddressesThatDockerHostCanName() {
        assertThat(DockerSocket.of("unix:///run/user/7/docker.sock").address())
                .isEqualTo(UnixDomainSocketAddress.of("/run/user/7/docker.sock"));
        assertThat(DockerSocket.of("tcp://127.0.0.1:2375").address())
                .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 2375));
        assertThatThrownBy(() -> DockerSocket.of("npipe:////./pipe/docker"))
                .hasMessage("DOCKER_HOST: got 'npipe:////./pipe/docker', expected unix://path or tcp://host:port");
    }

    private static String answerOnce(ServerSocketChannel server, String firstLine) {
        try (var client = server.accept()) {
            var request = ByteBuffer.allocate(100);
            client.read(request);
            client.write(US_ASCII.encode(firstLine + "\r\n\r\nOK"));
            return US_ASCII.decode(request.flip()).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
