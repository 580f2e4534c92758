/** What one shifter costs with many releases: {@code ./huidu bench shifter}. */
@NullMarked
package io.huidu.e2e.bench.shifter;

import org.jspecify.annotations.NullMarked;
