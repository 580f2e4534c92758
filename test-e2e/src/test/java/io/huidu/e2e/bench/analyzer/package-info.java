@NullMarked
package io.huidu.e2e.bench.analyzer;

import org.jspecify.annotations.NullMarked;
