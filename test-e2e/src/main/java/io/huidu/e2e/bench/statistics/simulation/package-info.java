/** Simulated traffic of two versions, as its counters would be scraped: a function of scenario and seed. */
@NullMarked
package io.huidu.e2e.bench.statistics.simulation;

import org.jspecify.annotations.NullMarked;
