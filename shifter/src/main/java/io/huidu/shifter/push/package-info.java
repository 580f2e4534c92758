/** What a registry tells of images that were pushed, and the commands that follow from it. */
@NullMarked
package io.huidu.shifter.push;

import org.jspecify.annotations.NullMarked;
