@NullMarked
package io.huidu.shifter.console.view;

import org.jspecify.annotations.NullMarked;
