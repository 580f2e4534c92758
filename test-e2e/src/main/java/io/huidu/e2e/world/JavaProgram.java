package io.huidu.e2e.world;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A Java program, run by the java binary that runs this JVM.
 *
 * @param options of the JVM, such as {@code -Xmx64m}
 * @param launch the class path and main class, or the jar, as the JVM takes them
 * @param arguments of the program
 */
public record JavaProgram(List<String> options, List<String> launch, List<String> arguments) {

    public JavaProgram {
        options = List.copyOf(options);
        launch = List.copyOf(launch);
        arguments = List.copyOf(arguments);
    }

    public static JavaProgram mainClass(String mainClass, String classPath) {
        return new JavaProgram(List.of(), List.of("-cp", classPath, mainClass), List.of());
    }

    /** A class that this JVM has on its own class path. */
    public static JavaProgram mainClass(String mainClass) {
        return mainClass(mainClass, property("java.class.path"));
    }

    public static JavaProgram jar(Path jar) {
        return new JavaProgram(List.of(), List.of("-jar", jar.toString()), List.of());
    }

    public JavaProgram withOptions(String... others) {
        return new JavaProgram(List.of(others), launch, arguments);
    }

    public JavaProgram withArguments(String... others) {
        return new JavaProgram(options, launch, List.of(others));
    }

    List<String> line() {
        List<String> line = new ArrayList<>();
        line.add(Path.of(property("java.home"), "bin", "java").toString());
        line.addAll(options);
        line.addAll(launch);
        line.addAll(arguments);
        return line;
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }
}
