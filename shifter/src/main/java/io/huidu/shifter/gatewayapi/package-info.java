/** Splits traffic by the HTTPRoutes and GRPCRoutes of the Kubernetes Gateway API. */
@NullMarked
package io.huidu.shifter.gatewayapi;

import org.jspecify.annotations.NullMarked;
