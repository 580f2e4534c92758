@NullMarked
package io.huidu.e2e.bench.shifter;

import org.jspecify.annotations.NullMarked;
