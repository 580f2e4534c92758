package io.huidu.e2e.world;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@link ChildProcess} runs.
 *
 * @param name what messages call it
 * @param line the program and its arguments
 * @param environment added to the environment of this JVM, less what begins with {@code HUIDU_} there
 * @param directory where it runs
 * @param log the file to which everything it prints is appended
 */
public record ChildCommand(String name, List<String> line, Map<String, String> environment, Path directory, Path log) {

    public ChildCommand {
        if (line.isEmpty()) {
            throw new IllegalArgumentException("line: got nothing, expected a program");
        }
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("directory: got '%s', expected a folder".formatted(directory));
        }
        line = List.copyOf(line);
        environment = Map.copyOf(environment);
    }

    /** Runs in {@code directory} and prints to {@code NAME.log} there. */
    public static ChildCommand of(String name, Path directory, List<String> line) {
        return new ChildCommand(name, line, Map.of(), directory, directory.resolve(name + ".log"));
    }

    /** Runs a JVM of the same kind as this one in {@code directory}, and prints to {@code NAME.log} there. */
    public static ChildCommand java(String name, Path directory, JavaProgram program) {
        return of(name, directory, program.line());
    }

    /** With more variables in its environment. */
    public ChildCommand with(Map<String, String> moreEnvironment) {
        Map<String, String> both = new HashMap<>(environment);
        both.putAll(moreEnvironment);
        return new ChildCommand(name, line, both, directory, log);
    }
}
