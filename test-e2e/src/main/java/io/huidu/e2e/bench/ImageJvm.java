package io.huidu.e2e.bench;

import java.util.Map;
import java.util.stream.Stream;

/** How the images run Java, but for the share of the memory that is heap: what is measured is what is deployed. */
public final class ImageJvm {

    /** The images' environment. */
    public static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2");

    private ImageJvm() {}

    /** The images' options. */
    public static Stream<String> options() {
        return Stream.of(
                "-XX:NewRatio=5",
                "-XX:TrimNativeHeapInterval=10000",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+UseCompactObjectHeaders",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError");
    }

    /** The same with a heap of that size at most, and the collector that Java picks where there is one processor. */
    public static String[] options(String heap) {
        return Stream.concat(Stream.of("-Xmx" + heap, "-XX:+UseSerialGC"), options())
                .toArray(String[]::new);
    }
}
