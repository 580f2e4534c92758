package io.huidu.analyzer.verdict;

/**
 * How the judge allows for requests that are not independent. The guarantees that are proven for independent requests hold
 * with any of these values; which are right for dependent ones is measured, not proven: see {@code docs/statistics.md}.
 *
 * @param priorDispersion what the dispersion φ is taken for before anything is known; 1 or more
 * @param cap how much of what a verdict needs one interval may give at most; above 0, infinity for no limit
 * @param measured whether φ is measured at all; else it stays 1
 */
public record Calibration(double priorDispersion, double cap, boolean measured) {

    /** What a release is judged with: at least three intervals have to agree. */
    public static final Calibration STANDARD = new Calibration(1, 0.36, true);

    /** For requests that are known to be independent. */
    public static final Calibration INDEPENDENT = new Calibration(1, Double.POSITIVE_INFINITY, false);

    public Calibration {
        if (!(priorDispersion >= 1 && priorDispersion < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "priorDispersion: got %s, expected 1 or more".formatted(priorDispersion));
        }
        if (!(cap > 0)) {
            throw new IllegalArgumentException("cap: got %s, expected above 0".formatted(cap));
        }
    }

    /** The same with another prior. */
    public Calibration withPriorDispersion(double prior) {
        return new Calibration(prior, cap, measured);
    }
}
