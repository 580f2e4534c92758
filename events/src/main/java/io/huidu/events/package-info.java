/**
 * The open contract: what Huidu says and hears, independent of how it travels.
 *
 * <p>{@link io.huidu.events.Event} is the closed set of messages, {@link io.huidu.events.Envelope} is a message with
 * its CloudEvents attributes. Nothing in this package does I/O.
 */
@NullMarked
package io.huidu.events;

import org.jspecify.annotations.NullMarked;
