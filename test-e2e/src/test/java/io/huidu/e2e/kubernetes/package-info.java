/** The shifter on a real API server, with its own rights and no more. */
@NullMarked
package io.huidu.e2e.kubernetes;

import org.jspecify.annotations.NullMarked;
