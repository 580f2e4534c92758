@NullMarked
package io.huidu.shifter.operator;

import org.jspecify.annotations.NullMarked;
