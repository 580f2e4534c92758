/** Who sent a command: how one is signed, and how a signature is checked. */
@NullMarked
package io.huidu.events.signing;

import org.jspecify.annotations.NullMarked;
