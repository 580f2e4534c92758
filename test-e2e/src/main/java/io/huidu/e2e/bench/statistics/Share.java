package io.huidu.e2e.bench.statistics;

/**
 * How many of how many, with Wilson's 95 % confidence interval.
 *
 * <p>Source: E. B. Wilson, 1927, doi:10.1080/01621459.1927.10502953.
 */
record Share(long count, long of) {

    private static final double Z = 1.959964;

    Share {
        if (count < 0 || count > of || of == 0) {
            throw new IllegalArgumentException("count: got %d of %d, expected 0 to all of some".formatted(count, of));
        }
    }

    double value() {
        return (double) count / of;
    }

    double lower() {
        return count == 0 ? 0 : middle() - halfWidth();
    }

    double upper() {
        return count == of ? 1 : middle() + halfWidth();
    }

    private double middle() {
        return (count + Z * Z / 2) / (of + Z * Z);
    }

    private double halfWidth() {
        return Z * Math.sqrt((double) count * (of - count) / of + Z * Z / 4) / (of + Z * Z);
    }
}
