/**
 * Routing objects whose rules each list destinations with weights: what is common to the VirtualService of Istio and to
 * the routes of the Gateway API. What differs is a {@link io.huidu.shifter.rules.Dialect}.
 */
@NullMarked
package io.huidu.shifter.rules;

import org.jspecify.annotations.NullMarked;
