@NullMarked
package io.huidu.shifter.command;

import org.jspecify.annotations.NullMarked;
