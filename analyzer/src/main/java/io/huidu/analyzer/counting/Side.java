package io.huidu.analyzer.counting;

/** Which of the two compared versions. */
public enum Side {
    BASELINE,
    CANARY
}
