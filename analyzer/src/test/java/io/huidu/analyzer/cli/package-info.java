@NullMarked
package io.huidu.analyzer.cli;

import org.jspecify.annotations.NullMarked;
