package io.huidu.e2e.world;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that come from the system's packages: looked for on the PATH, then where root's programs usually are. */
public enum PackagedTools {
    CHROMIUM("chromium", "chromium"),
    KCAT("kcat", "kcat"),
    NGINX("nginx", "nginx-light"),
    NODE("node", "nodejs"),
    NPM("npm", "npm"),
    PROMETHEUS("prometheus", "prometheus"),
    PROMTOOL("promtool", "prometheus");

    private static final List<Path> USUAL_PLACES = Stream.of(
                    "/usr/local/bin", "/usr/bin", "/usr/local/sbin", "/usr/sbin", "/opt/homebrew/bin")
            .map(Path::of)
            .toList();

    private final String program;
    private final String debianPackage;

    PackagedTools(String program, String debianPackage) {
        this.program = program;
        this.debianPackage = debianPackage;
    }

    public Optional<Path> find() {
        return findIn(Optional.ofNullable(System.getenv("PATH")).orElse(""));
    }

    /**
     * Where the program is.
     *
     * @throws IllegalStateException when it isn't installed; says what to install
     */
    public Path path() {
        return find().orElseThrow(() -> new IllegalStateException(missing()));
    }

    /** What to do when it isn't there. */
    public String missing() {
        return "%s: not found on the PATH, expected the program of Debian's package %s (apt-get install %s)"
                .formatted(program, debianPackage, debianPackage);
    }

    Optional<Path> findIn(String searchPath) {
        return Stream.concat(
                        Stream.of(searchPath.split(File.pathSeparator))
                                .filter(entry -> !entry.isEmpty())
                                .map(Path::of),
                        USUAL_PLACES.stream())
                .map(folder -> folder.resolve(program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
