/** Times in which nothing is to be released. Pure. */
@NullMarked
package io.huidu.shifter.freeze;

import org.jspecify.annotations.NullMarked;
