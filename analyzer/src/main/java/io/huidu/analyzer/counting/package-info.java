/**
 * From raw counter samples to exact counts over windows that both versions share. Pure: no I/O, no clock, no
 * randomness.
 *
 * <p>{@link io.huidu.analyzer.counting.Ledger} is where it happens; the rest are the words it speaks.
 */
@NullMarked
package io.huidu.analyzer.counting;

import org.jspecify.annotations.NullMarked;
