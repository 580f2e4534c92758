package io.huidu.analyzer.counting;

/**
 * One scraped value.
 *
 * @param atMillis when it was scraped, in milliseconds since the epoch
 * @param value what was read
 */
public record Sample(long atMillis, double value) {}
