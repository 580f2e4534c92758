package io.huidu.e2e.chart;

import com.marcnuri.helm.Helm;
import io.huidu.e2e.world.BuiltModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The chart of this checkout, and the values with which the tests render it. */
final class Chart {

    static final Path FOLDER = BuiltModule.root().resolve("charts/huidu");
    static final Path RESOURCES = BuiltModule.root().resolve("test-e2e/src/test/resources/chart");
    static final String RELEASE = "huidu";
    static final String NAMESPACE = "huidu-system";

    /** Helm takes another one for itself with each of its versions. */
    private static final String KUBERNETES = "1.33.0";

    private static final Pattern BETWEEN = Pattern.compile("(?m)^---\\s*$");

    private Chart() {}

    static Helm helm() {
        return new Helm(FOLDER);
    }

    /** The names of the matrix's values files. */
    static List<String> matrix() {
        try (Stream<Path> files = Files.list(RESOURCES.resolve("values"))) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path values(String name) {
        return RESOURCES.resolve("values").resolve(name + ".yaml");
    }

    /** The documents that the values come to, as Helm orders them. */
    static List<String> rendered(String values) {
        return documents(helm().template()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion(KUBERNETES)
                .withValuesFile(values(values))
                .call());
    }

    static List<String> documents(String manifest) {
        return BETWEEN.splitAsStream(manifest)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
