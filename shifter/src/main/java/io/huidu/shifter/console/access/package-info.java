/** Who looks at the console, and what they may: Kubernetes is asked for both. */
@NullMarked
package io.huidu.shifter.console.access;

import org.jspecify.annotations.NullMarked;
