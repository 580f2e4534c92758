/** The names of container images, and which of them may be released. Pure. */
@NullMarked
package io.huidu.shifter.image;

import org.jspecify.annotations.NullMarked;
