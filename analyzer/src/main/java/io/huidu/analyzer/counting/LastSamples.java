package io.huidu.analyzer.counting;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The last sample of each series: a map by open addressing, since a fleet of analyses has a million of them. About 40
 * bytes each, where a {@link java.util.HashMap} has 100.
 */
final class LastSamples {

    private static final double MOST_FULL = 0.8;
    private static final double GROWTH = 1.25;
    private static final int SMALLEST = 16;

    private int size;
    /** Both halves of each slot's id; none is 0, which is as unlikely as that two are the same. */
    private long[] ids;

    private long[] atMillis;
    private double[] values;

    LastSamples() {
        this(SMALLEST);
    }

    private LastSamples(int slots) {
        ids = new long[2 * slots];
        atMillis = new long[slots];
        values = new double[slots];
    }

    @Nullable
    Sample get(UUID id) {
        int slot = slotOf(id.getMostSignificantBits(), id.getLeastSignificantBits());
        return isFree(slot) ? null : new Sample(atMillis[slot], values[slot]);
    }

    void put(UUID id, Sample sample) {
        if (size + 1 > MOST_FULL * values.length) {
            grow();
        }
        put(id.getMostSignificantBits(), id.getLeastSignificantBits(), sample.atMillis(), sample.value());
    }

    private void put(long high, long low, long at, double value) {
        int slot = slotOf(high, low);
        size += isFree(slot) ? 1 : 0;
        ids[2 * slot] = high;
        ids[2 * slot + 1] = low;
        atMillis[slot] = at;
        values[slot] = value;
    }

    private void grow() {
        LastSamples larger = new LastSamples((int) (GROWTH * values.length) + 1);
        for (int slot = 0; slot < values.length; slot++) {
            if (!isFree(slot)) {
                larger.put(ids[2 * slot], ids[2 * slot + 1], atMillis[slot], values[slot]);
            }
        }
        ids = larger.ids;
        atMillis = larger.atMillis;
        values = larger.values;
    }

    private boolean isFree(int slot) {
        return ids[2 * slot] == 0 && ids[2 * slot + 1] == 0;
    }

    /** Where it is, or would be. */
    private int slotOf(long high, long low) {
        int slot = Math.floorMod(Long.hashCode(high ^ low), values.length);
        while (!isFree(slot) && (ids[2 * slot] != high || ids[2 * slot + 1] != low)) {
            slot = (slot + 1) % values.length;
        }
        return slot;
    }
}
