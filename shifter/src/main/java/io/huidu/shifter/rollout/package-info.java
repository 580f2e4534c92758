/**
 * What a release does next, decided purely: everything that is known goes in, one {@link io.huidu.shifter.rollout.Plan}
 * comes out.
 *
 * <p>Start with {@link io.huidu.shifter.rollout.Rollout}, whose Javadoc is the transition table. Nothing here reads a
 * clock, does I/O or knows Kubernetes.
 */
@NullMarked
package io.huidu.shifter.rollout;

import org.jspecify.annotations.NullMarked;
