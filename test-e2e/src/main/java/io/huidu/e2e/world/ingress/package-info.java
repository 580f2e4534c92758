/** The way in: a real nginx, and the world's own controller that makes it follow the three kinds of routing objects. */
@NullMarked
package io.huidu.e2e.world.ingress;

import org.jspecify.annotations.NullMarked;
