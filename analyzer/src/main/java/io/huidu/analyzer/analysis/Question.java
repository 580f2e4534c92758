package io.huidu.analyzer.analysis;

import java.time.Instant;

/**
 * What an analysis is about to read: the samples of both versions from one instant to another, both inclusive.
 *
 * @param expectedSeries about how many series will have them; 0 where nothing is known
 */
public record Question(Comparison comparison, Instant from, Instant to, int expectedSeries) {}
