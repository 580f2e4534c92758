package io.huidu.analyzer.analysis;

import io.huidu.analyzer.counting.Series;
import java.util.List;

/** What {@link Measurements#read} has found. */
public sealed interface Reading {

    /** All samples, from which exact counts follow. */
    record Samples(List<Series> series) implements Reading {}

    /** More series than are fetched one by one. */
    record TooManySeries(long found) implements Reading {}
}
