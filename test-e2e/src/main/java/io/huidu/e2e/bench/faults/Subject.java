package io.huidu.e2e.bench.faults;

import io.huidu.events.ReleaseKey;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A service whose second version is released once.
 *
 * @param isBad whether three in ten requests to it fail
 * @param hand what a person does with it meanwhile
 */
record Subject(int number, boolean isBad, Hand hand) {

    static final String NAMESPACE = "shop";

    enum Hand {
        NONE,
        /** Begins it by a command. */
        BEGINS,
        /** Pauses it and lets it go on. */
        PAUSES,
        /** Asks to roll it back. */
        ROLLS_BACK
    }

    /** A third is bad, and with half of them somebody interferes. */
    static List<Subject> draw(int count, Random random) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Subject(
                        number,
                        random.nextInt(3) == 0,
                        random.nextBoolean() ? Hand.NONE : Hand.values()[1 + random.nextInt(3)]))
                .toList();
    }

    String name() {
        return "service-" + number;
    }

    ReleaseKey key() {
        return new ReleaseKey(NAMESPACE, name());
    }
}
