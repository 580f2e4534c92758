package io.huidu.e2e.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory for what a part writes while it runs. */
public record Scratch(Path root) implements AutoCloseable {

    public static Scratch create(String name) {
        try {
            return new Scratch(Files.createTempDirectory("huidu-" + name + "-"));
        } catch (IOException e) {
            throw new UncheckedIOException("no directory for " + name, e);
        }
    }

    /** A path in it; nothing is made. */
    public Path path(String name) {
        return root.resolve(name);
    }

    /** Deletes it with all that is in it. */
    @Override
    public void close() {
        try (Stream<Path> found = Files.walk(root)) {
            List<Path> childrenFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path path : childrenFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be deleted".formatted(root), e);
        }
    }
}
