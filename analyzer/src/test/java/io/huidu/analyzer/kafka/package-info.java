@NullMarked
package io.huidu.analyzer.kafka;

import org.jspecify.annotations.NullMarked;
