/** What the analyzer hears and says over Kafka. */
@NullMarked
package io.huidu.analyzer.kafka;

import org.jspecify.annotations.NullMarked;
