@NullMarked
package io.huidu.shifter.push;

import org.jspecify.annotations.NullMarked;
