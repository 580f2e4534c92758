/** What people run from a shell: {@code ./huidu backtest}. */
@NullMarked
package io.huidu.analyzer.cli;

import org.jspecify.annotations.NullMarked;
