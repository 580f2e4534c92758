@NullMarked
package io.huidu.shifter;

import org.jspecify.annotations.NullMarked;
