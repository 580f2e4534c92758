package io.huidu.analyzer.analysis;

/** How much of a release evidence is made of. */
enum Reach {
    /** All since its first exposure, and the baseline's hour before. Only that decides. */
    WHOLE,
    /** The last intervals alone, as long as the rest hasn't been read. Decides nothing but what is read first. */
    LATELY
}
