/** {@code ./huidu bench faults}: many releases while everything around them is killed and cut off. */
@NullMarked
package io.huidu.e2e.bench.faults;

import org.jspecify.annotations.NullMarked;
