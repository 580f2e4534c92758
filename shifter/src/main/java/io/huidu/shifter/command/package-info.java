/** What people and machines ask for by events on {@code huidu.commands}: what a command means for a resource. */
@NullMarked
package io.huidu.shifter.command;

import org.jspecify.annotations.NullMarked;
