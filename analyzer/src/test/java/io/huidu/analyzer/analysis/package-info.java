@NullMarked
package io.huidu.analyzer.analysis;

import org.jspecify.annotations.NullMarked;
