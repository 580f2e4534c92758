@NullMarked
package io.huidu.analyzer.verdict.peers;

import org.jspecify.annotations.NullMarked;
