@NullMarked
package io.huidu.shifter.istio;

import org.jspecify.annotations.NullMarked;
