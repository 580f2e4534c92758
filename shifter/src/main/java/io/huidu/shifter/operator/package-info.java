/** The reconciler on the Java Operator SDK: what wakes it, what it returns, and how it is configured. */
@NullMarked
package io.huidu.shifter.operator;

import org.jspecify.annotations.NullMarked;
