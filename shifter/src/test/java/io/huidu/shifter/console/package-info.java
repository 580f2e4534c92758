@NullMarked
package io.huidu.shifter.console;

import org.jspecify.annotations.NullMarked;
