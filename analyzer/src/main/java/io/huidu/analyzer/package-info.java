/** The process: its settings, its metrics, and its parts put together. */
@NullMarked
package io.huidu.analyzer;

import org.jspecify.annotations.NullMarked;
