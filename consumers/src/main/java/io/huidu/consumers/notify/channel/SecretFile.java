package io.huidu.consumers.notify.channel;

import io.huidu.limits.InputLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A file with a secret in it. It is read each time, since whoever runs Huidu may put a new one there. */
public record SecretFile(Path path) {

    /** What stands in it now; empty when it can't be read or holds nothing. */
    public Optional<String> read() {
        try {
            return Optional.of(InputLimit.FILE.text(path).strip()).filter(secret -> !secret.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
