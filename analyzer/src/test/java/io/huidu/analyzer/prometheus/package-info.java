@NullMarked
package io.huidu.analyzer.prometheus;

import org.jspecify.annotations.NullMarked;
