/** Holds the schemas, {@code asyncapi.yaml} and {@code docs/events.md} to the code and to what was published. */
@NullMarked
package io.huidu.events.contract;

import org.jspecify.annotations.NullMarked;
