/** The ports of the reconciler on Kafka. */
@NullMarked
package io.huidu.shifter.kafka;

import org.jspecify.annotations.NullMarked;
