@NullMarked
package io.huidu.shifter.console.access;

import org.jspecify.annotations.NullMarked;
