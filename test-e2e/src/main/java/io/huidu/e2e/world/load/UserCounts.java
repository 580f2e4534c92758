package io.huidu.e2e.world.load;

/**
 * What users saw in some period. Immutable.
 *
 * @param a answers with picture A
 * @param b answers with picture B
 * @param failedA failures that v1 sent: status 500 and above
 * @param failedB failures that v2 sent
 * @param failedElsewhere every other failure: nginx's own, broken connections, no answer in time, an unknown picture
 * @param unsent requests that were due while too many were under way already
 * @param latenciesA how long v1's answers took, failures too
 * @param latenciesB how long v2's answers took, failures too
 */
public record UserCounts(
        long a,
        long b,
        long failedA,
        long failedB,
        long failedElsewhere,
        long unsent,
        Latencies latenciesA,
        Latencies latenciesB) {

    /** Good answers alone, of unknown latency. */
    public static UserCounts of(long a, long b) {
        return new UserCounts(a, b, 0, 0, 0, 0, new Latencies(new long[0]), new Latencies(new long[0]));
    }

    /** All requests that were sent and ended. */
    public long requests() {
        return a + b + failures();
    }

    public long failures() {
        return failedA + failedB + failedElsewhere;
    }

    /** The part of the requests that B answered, well or badly; 0 when neither version answered. */
    public double shareOfB() {
        long answered = a + b + failedA + failedB;
        return answered == 0 ? 0 : (double) (b + failedB) / answered;
    }

    /** What these users and others saw together. */
    public UserCounts plus(UserCounts others) {
        return new UserCounts(
                a + others.a,
                b + others.b,
                failedA + others.failedA,
                failedB + others.failedB,
                failedElsewhere + others.failedElsewhere,
                unsent + others.unsent,
                latenciesA.plus(others.latenciesA),
                latenciesB.plus(others.latenciesB));
    }

    /** What users saw since {@code earlier}, a snapshot of the same generator. */
    public UserCounts since(UserCounts earlier) {
        return new UserCounts(
                a - earlier.a,
                b - earlier.b,
                failedA - earlier.failedA,
                failedB - earlier.failedB,
                failedElsewhere - earlier.failedElsewhere,
                unsent - earlier.unsent,
                latenciesA.minus(earlier.latenciesA),
                latenciesB.minus(earlier.latenciesB));
    }
}
