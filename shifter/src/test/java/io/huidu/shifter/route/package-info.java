@NullMarked
package io.huidu.shifter.route;

import org.jspecify.annotations.NullMarked;
