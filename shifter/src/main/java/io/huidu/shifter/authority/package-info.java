/** Who may command what where, and how that is proven. Decides only; nothing here does what a command asks for. */
@NullMarked
package io.huidu.shifter.authority;

import org.jspecify.annotations.NullMarked;
