/** The ports of the reconciler on the API server. */
@NullMarked
package io.huidu.shifter.kubernetes;

import org.jspecify.annotations.NullMarked;
