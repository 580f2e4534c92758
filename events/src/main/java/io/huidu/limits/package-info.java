/** How much is read of what others write. */
@NullMarked
package io.huidu.limits;

import org.jspecify.annotations.NullMarked;
