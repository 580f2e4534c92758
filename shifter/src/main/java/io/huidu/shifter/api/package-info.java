/**
 * The resource {@code CanaryRelease} as Kubernetes holds it, and the way from there to what
 * {@link io.huidu.shifter.rollout} decides on, and back.
 *
 * <p>The classes with public fields mirror JSON and know no rule besides the schema: every field may be absent. What is
 * absent gets its default in {@link io.huidu.shifter.api.SpecCheck}, and nowhere else.
 */
@NullMarked
package io.huidu.shifter.api;

import org.jspecify.annotations.NullMarked;
