/**
 * The cycle of a release: observe, decide, act, record, come again. Everything that it touches is a port; decisions are
 * those of {@code io.huidu.shifter.rollout}.
 */
@NullMarked
package io.huidu.shifter.reconcile;

import org.jspecify.annotations.NullMarked;
