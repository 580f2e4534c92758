/**
 * Measurements as JSON lines: recordings that a running analyzer writes, and cases that others have measured. A version
 * in an interval is written in the same way in both.
 */
@NullMarked
package io.huidu.analyzer.recording;

import org.jspecify.annotations.NullMarked;
