package io.huidu.e2e.world;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A module of this checkout as the build left it, for starting its main class as a process of its own. */
public final class BuiltModule {

    private BuiltModule() {}

    /**
     * Its classes and all that they need.
     *
     * @param module its folder as seen from the root of the checkout, such as {@code test-e2e/servicea}
     * @throws IllegalStateException when it isn't built, or this JVM doesn't run in a checkout
     */
    public static String classPath(String module) {
        Path target = root().resolve(module).resolve("target");
        Path dependencies = target.resolve("classpath");
        if (!Files.exists(dependencies)) {
            throw new IllegalStateException(
                    "%s: not found, expected a build of %s (./mvnw process-classes)".formatted(dependencies, module));
        }
        try {
            return target.resolve("classes")
                    + File.pathSeparator
                    + Files.readString(dependencies).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of the checkout: the working directory, or the first one above it that holds {@code test-e2e}. */
    public static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Stream.iterate(here, folder -> folder != null, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("test-e2e/servicea/pom.xml")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "working directory: got '%s', expected the checkout or a folder in it".formatted(here)));
    }
}
