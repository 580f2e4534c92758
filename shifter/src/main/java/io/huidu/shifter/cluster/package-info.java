/** The API server as Huidu uses it, and the one place that writes to it. */
@NullMarked
package io.huidu.shifter.cluster;

import org.jspecify.annotations.NullMarked;
