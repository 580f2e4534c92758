/** {@code ./huidu bench judge-update}: how long the judge takes. */
@NullMarked
package io.huidu.benchmarks;

import org.jspecify.annotations.NullMarked;
