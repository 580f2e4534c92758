/** A release that goes up, comes back, and is rolled back, by itself, in a world of real parts, told as it happens. */
@NullMarked
package io.huidu.e2e.demo;

import org.jspecify.annotations.NullMarked;
