/** {@code ./huidu bench statistics}: how policies do in simulated releases. */
@NullMarked
package io.huidu.e2e.bench.statistics;

import org.jspecify.annotations.NullMarked;
