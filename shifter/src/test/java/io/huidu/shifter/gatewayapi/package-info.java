@NullMarked
package io.huidu.shifter.gatewayapi;

import org.jspecify.annotations.NullMarked;
