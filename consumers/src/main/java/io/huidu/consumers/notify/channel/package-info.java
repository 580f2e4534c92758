/**
 * Where messages go: each channel turns one into requests of its service, and escapes every text for it. Nothing here
 * tries again; that is {@code notify}'s to do.
 */
@NullMarked
package io.huidu.consumers.notify.channel;

import org.jspecify.annotations.NullMarked;
