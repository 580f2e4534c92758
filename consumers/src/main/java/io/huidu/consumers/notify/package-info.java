/**
 * The notifier: tells people and tools what happens to releases. Each channel reads the events by itself, as a group of
 * its own, so that none holds up another, and Kafka keeps what one hasn't told yet.
 */
@NullMarked
package io.huidu.consumers.notify;

import org.jspecify.annotations.NullMarked;
