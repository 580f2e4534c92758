/**
 * A world of real parts, each startable alone: what a cluster would run around Huidu, as child processes on loopback.
 */
@NullMarked
package io.huidu.e2e.world;

import org.jspecify.annotations.NullMarked;
