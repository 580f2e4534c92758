@NullMarked
package io.huidu.shifter.kubernetes;

import org.jspecify.annotations.NullMarked;
