package io.huidu.events;

/**
 * Requests of one version.
 *
 * @param requests all of them
 * @param bad those among them that were bad
 */
public record Counts(long requests, long bad) {

    public static final Counts NONE = new Counts(0, 0);

    public Counts {
        Require.that(requests >= 0, "requests", requests, "0 or more");
        Require.that(bad >= 0 && bad <= requests, "bad", bad, "0 to requests (" + requests + ")");
    }

    public Counts plus(Counts other) {
        return new Counts(requests + other.requests, bad + other.bad);
    }

    /** Bad requests per request; 0 without requests. */
    public double rate() {
        return requests == 0 ? 0 : (double) bad / requests;
    }
}
