@NullMarked
package io.huidu.shifter.authority;

import org.jspecify.annotations.NullMarked;
