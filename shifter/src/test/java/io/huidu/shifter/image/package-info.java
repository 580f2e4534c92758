@NullMarked
package io.huidu.shifter.image;

import org.jspecify.annotations.NullMarked;
