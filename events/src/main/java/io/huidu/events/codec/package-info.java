/**
 * Events as CloudEvents 1.0 in Kafka records, and their JSON Schemas. Nothing in this package does I/O: it makes and
 * reads records that others send and receive.
 */
@NullMarked
package io.huidu.events.codec;

import org.jspecify.annotations.NullMarked;
