@NullMarked
package io.huidu.analyzer.counting;

import org.jspecify.annotations.NullMarked;
