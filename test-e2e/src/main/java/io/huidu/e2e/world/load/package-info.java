/** Users: requests at a steady rate over HTTP, and what came of them. */
@NullMarked
package io.huidu.e2e.world.load;

import org.jspecify.annotations.NullMarked;
