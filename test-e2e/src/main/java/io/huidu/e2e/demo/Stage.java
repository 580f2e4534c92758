package io.huidu.e2e.demo;

/** What a scene needs of the world. */
interface Stage {

    /** Asks for a version, as {@code kubectl patch} would. */
    void desire(String version);

    /** Makes v2 worse, or with {@link Fault#NONE} well again. */
    void worsen(Fault fault);

    Glimpse look();
}
