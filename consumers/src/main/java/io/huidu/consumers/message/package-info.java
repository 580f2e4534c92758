/** What people are told of an event: pure, and the same for every channel. */
@NullMarked
package io.huidu.consumers.message;

import org.jspecify.annotations.NullMarked;
