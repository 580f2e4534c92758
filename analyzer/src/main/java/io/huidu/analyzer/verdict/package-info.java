/** From counts to a verdict that explains itself. Pure: no I/O, no clock, no randomness. */
@NullMarked
package io.huidu.analyzer.verdict;

import org.jspecify.annotations.NullMarked;
