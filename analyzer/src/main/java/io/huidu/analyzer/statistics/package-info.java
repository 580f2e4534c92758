/**
 * Tests that may be looked at after every interval, for ever, without spending their error guarantee. Pure: no I/O, no
 * clock, no randomness.
 */
@NullMarked
package io.huidu.analyzer.statistics;

import org.jspecify.annotations.NullMarked;
