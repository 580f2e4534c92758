package io.huidu.analyzer.prometheus;

import io.huidu.limits.InputLimit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** Who asks Prometheus. Secrets are read from their files for each question, since they are changed in place. */
public sealed interface Login {

    /**
     * What stands in {@code Authorization}.
     *
     * @throws IOException when the file can't be read
     */
    String header() throws IOException;

    /** A token, as that of a Kubernetes service account. */
    record Bearer(Path token) implements Login {
        @Override
        public String header() throws IOException {
            return "Bearer " + secret(token);
        }
    }

    /** A user with a password. */
    record Basic(String user, Path password) implements Login {
        @Override
        public String header() throws IOException {
            byte[] both = "%s:%s".formatted(user, secret(password)).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(both);
        }
    }

    /**
     * The file of that path, if there is a secret in it.
     *
     * @throws IllegalArgumentException when there is none
     */
    static Path file(String path) {
        try {
            Path file = Path.of(path);
            var unused = secret(file);
            return file;
        } catch (IOException e) {
            throw new IllegalArgumentException("no secret", e);
        }
    }

    private static String secret(Path file) throws IOException {
        String secret = InputLimit.FILE.text(file).strip();
        if (secret.isEmpty() || !secret.chars().allMatch(letter -> letter >= ' ' && letter != 127)) {
            throw new IOException("%s: expected one line of text".formatted(file));
        }
        return secret;
    }
}
