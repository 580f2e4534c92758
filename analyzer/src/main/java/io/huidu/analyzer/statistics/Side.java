package io.huidu.analyzer.statistics;

/** On which side of the hypothesis the alternatives lie. */
public enum Side {
    /** The hypothesis is "at most", and evidence grows when the truth lies above it. */
    ABOVE(1),
    /** The hypothesis is "at least", and evidence grows when the truth lies below it. */
    BELOW(-1);

    private final int sign;

    Side(int sign) {
        this.sign = sign;
    }

    int sign() {
        return sign;
    }
}
