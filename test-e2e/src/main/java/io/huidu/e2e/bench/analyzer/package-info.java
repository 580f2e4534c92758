/** What analyzers cost with many releases: {@code ./huidu bench analyzer}. */
@NullMarked
package io.huidu.e2e.bench.analyzer;

import org.jspecify.annotations.NullMarked;
