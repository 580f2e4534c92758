/**
 * Our events in the words of <a href="https://cdevents.dev">CDEvents</a>, for tools that follow deliveries by them.
 * Nothing in this package does I/O.
 */
@NullMarked
package io.huidu.events.cdevents;

import org.jspecify.annotations.NullMarked;
