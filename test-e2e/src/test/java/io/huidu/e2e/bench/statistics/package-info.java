@NullMarked
package io.huidu.e2e.bench.statistics;

import org.jspecify.annotations.NullMarked;
