package io.huidu.shifter.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.huidu.events.Command;
import io.huidu.events.Envelope;
import io.huidu.events.Topic;
import io.huidu.events.codec.Decoded;
import io.huidu.events.codec.EventCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the script of docs/security.md with a kcat that keeps what it is to send. */
class SignedByNodeTest {

    private static final Path SCRIPT =
            Path.of("../docs/examples/sign-command.mjs").toAbsolutePath();

    // Set by JUnit.
    @SuppressWarnings("NullAway.Init")
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"Ed25519", "EC", "RSA"})
    void whatTheScriptSignsIsDone(String algorithm)
            throws IOException, InterruptedException, JoseException, NoSuchAlgorithmException, InvalidActorsException {
        // Given
        assumeTrue(answers("node", "--version"), "needs Node");
        KeyPair pair = pair(algorithm);
        Files.writeString(directory.resolve("ci.pem"), pem(pair));
        Path kcat = Files.writeString(directory.resolve("kcat"), """
                #!/bin/sh
                printf '%s\\n' "$@" > "$(dirname "$0")/arguments"
                cat > "$(dirname "$0")/value"
                """);
        Files.setPosixFilePermissions(kcat, PosixFilePermissions.fromString("rwx------"));

        // When
        run("node '%s' ci.pem ci-2026 rollback shop/servicea '%s' | PATH=\"$PWD:$PATH\" sh"
                .formatted(SCRIPT, "{\"actor\": \"ci\", \"reason\": \"the users'\\'' pictures\"}"));

        // Then
        Envelope sent = sent();
        assertThat(rule(pair, sent)).isInstanceOfSatisfying(Ruling.Granted.class, granted -> {
            assertThat(granted.command().actor()).isEqualTo("ci");
            assertThat(granted.command().reason()).isEqualTo("the users' pictures");
        });
    }

    private Envelope sent() throws IOException {
        List<String> arguments = Files.readAllLines(directory.resolve("arguments"));
        byte[] key = bytes(arguments.get(arguments.indexOf("-k") + 1));
        byte[] value = Files.readAllBytes(directory.resolve("value"));
        Headers headers = new RecordHeaders();
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).equals("-H")) {
                String[] header = arguments.get(i + 1).split("=", 2);
                headers.add(header[0], bytes(header[1]));
            }
        }
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "huidu.commands",
                0,
                0,
                0L,
                TimestampType.CREATE_TIME,
                key.length,
                value.length,
                key,
                value,
                headers,
                Optional.empty());
        return ((Decoded.Message) new EventCodec().decode(Topic.COMMANDS, record)).envelope();
    }

    private static Ruling rule(KeyPair pair, Envelope sent) throws JoseException, InvalidActorsException {
        PublicJsonWebKey key = (PublicJsonWebKey) JsonWebKey.Factory.newJwk(pair.getPublic());
        key.setKeyId("ci-2026");
        Actors actors = ActorsJson.read("""
                {"actors": [{"name": "ci", "namespaces": ["shop"], "verbs": ["*"], "keys": [%s]}]}
                """.formatted(key.toJson(OutputControlLevel.PUBLIC_ONLY)));
        return new Authority(actors, "huidu", Namespaces.NONE).rule(sent, (Command) sent.event());
    }

    private void run(String script) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", script)
                .directory(directory.toFile())
                .inheritIO()
                .start();
        assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(shell.exitValue()).isZero();
    }

    private static boolean answers(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static KeyPair pair(String algorithm) throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("EC")) {
            generator.initialize(256, new SecureRandom());
        }
        return generator.generateKeyPair();
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                .formatted(
                        Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
