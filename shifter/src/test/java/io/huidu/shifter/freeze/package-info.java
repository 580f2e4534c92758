@NullMarked
package io.huidu.shifter.freeze;

import org.jspecify.annotations.NullMarked;
