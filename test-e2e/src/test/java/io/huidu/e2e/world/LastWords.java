package io.huidu.e2e.world;

import java.util.stream.Stream;

/** What Huidu's services of a world printed last: for a test that fails, and whose world is gone a moment later. */
public final class LastWords {

    private LastWords() {}

    public static void print(World world) {
        Stream.of(world.analyzer(), world.shifter())
                .map(service -> service.process().current())
                .forEach(process -> System.err.printf("--- %s:%n%s%n", process.log(), process.tail()));
    }
}
