@NullMarked
package io.huidu.e2e.bench.statistics.simulation;

import org.jspecify.annotations.NullMarked;
