/** What the benchmarks of processes share. */
@NullMarked
package io.huidu.e2e.bench;

import org.jspecify.annotations.NullMarked;
