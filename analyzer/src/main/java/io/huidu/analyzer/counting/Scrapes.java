package io.huidu.analyzer.counting;

import java.util.Arrays;
import java.util.Objects;

/** The instants at which a target was scraped, in order, in milliseconds since the epoch. */
final class Scrapes {

    private static final int FEW = 8;

    private int size;
    private long[] atMillis = new long[FEW];

    /** One that is known changes nothing. */
    void add(long at) {
        int index = Arrays.binarySearch(atMillis, 0, size, at);
        if (index >= 0) {
            return;
        }
        index = -index - 1;
        if (size == atMillis.length) {
            atMillis = Arrays.copyOf(atMillis, size * 2);
        }
        System.arraycopy(atMillis, index, atMillis, index + 1, size - index);
        atMillis[index] = at;
        size++;
    }

    int size() {
        return size;
    }

    /** How many there were up to an instant. */
    int upTo(long at) {
        int index = Arrays.binarySearch(atMillis, 0, size, at);
        return index < 0 ? -index - 1 : index + 1;
    }

    /** The first has the index 0. */
    long get(int index) {
        return atMillis[Objects.checkIndex(index, size)];
    }

    long last() {
        return get(size - 1);
    }

    /** Forgets the first ones. */
    void drop(int count) {
        if (count > 0) {
            size -= count;
            atMillis = Arrays.copyOfRange(atMillis, count, count + Math.max(size, FEW));
        }
    }
}
