@NullMarked
package io.huidu.e2e.chart;

import org.jspecify.annotations.NullMarked;
