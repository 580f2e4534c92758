@NullMarked
package io.huidu.e2e.bench.faults;

import org.jspecify.annotations.NullMarked;
