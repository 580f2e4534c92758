/** Splits traffic by the weights of an Istio VirtualService. */
@NullMarked
package io.huidu.shifter.istio;

import org.jspecify.annotations.NullMarked;
