/** {@code ./huidu listen}: prints the story of releases, and waits for the end of one. */
@NullMarked
package io.huidu.consumers.listen;

import org.jspecify.annotations.NullMarked;
