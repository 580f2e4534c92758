@NullMarked
package io.huidu.analyzer.recording;

import org.jspecify.annotations.NullMarked;
