@NullMarked
package io.huidu.limits;

import org.jspecify.annotations.NullMarked;
