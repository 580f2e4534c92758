/** The way in: a real nginx, and the world's own controller that makes it follow Ingresses and VirtualServices. */
@NullMarked
package io.huidu.e2e.world.ingress;

import org.jspecify.annotations.NullMarked;
